/**
 * Message ports as frame ports. Node's worker_threads port and the browser's speak `addEventListener`, Electron's
 * MessagePortMain speaks `on`; both hand over an event with the frame in `data`. They are described here by shape, so
 * that neither Node, nor Electron, nor a browser is needed to import this file.
 */
import type { Frame } from '../contract/frames.ts';
import type { FramePort } from './frame-port.ts';

interface Postable {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** Node's MessagePort and the browser's. */
export interface EventTargetPort extends Postable {
  addEventListener(type: 'message' | 'close', listener: (event: object) => void): void;
}

/** Electron's MessagePortMain. */
export interface EmitterPort extends Postable {
  on(type: 'message', listener: (event: object) => void): unknown;
  on(type: 'close', listener: () => void): unknown;
}

export function overEventTarget(port: EventTargetPort): FramePort {
  return overPort(port, {
    message: (listener) => port.addEventListener('message', listener),
    close: (listener) => port.addEventListener('close', listener),
  });
}

export function overEmitter(port: EmitterPort): FramePort {
  return overPort(port, {
    message: (listener) => void port.on('message', listener),
    close: (listener) => void port.on('close', listener),
  });
}

interface Listen {
  message(listener: (event: object) => void): void;
  close(listener: () => void): void;
}

function overPort(port: Postable, listen: Listen): FramePort {
  let open = true;
  const closeListeners = new Set<() => void>();
  const closed = () => {
    if (!open) return;
    open = false;
    for (const listener of closeListeners) listener();
  };
  listen.close(closed);
  return {
    post(frame: Frame) {
      if (open) port.postMessage(frame);
    },
    onFrame(listener) {
      listen.message((event) => listener('data' in event ? event.data : undefined));
      port.start();
    },
    onClose(listener) {
      closeListeners.add(listener);
    },
    close() {
      port.close();
      // Browsers fire no close event on the side that closed.
      closed();
    },
  };
}
