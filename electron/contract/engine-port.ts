/**
 * How a page in the desktop window comes by the engine's port: it posts `ready` to its own window, once; whenever an
 * engine is open, at once and after each restart, it is answered with `port` as data and the port in `event.ports[0]`.
 * Constants alone, so that the preload need carry no schemas.
 */
export const enginePort = {
  ready: 'bronze-desk:ready-for-port',
  port: 'bronze-desk:engine-port',
} as const;
