/** A connection as the library is told of it. It never tries again by itself: whoever calls knows whether that is right. */
import type { Base, BaseOptions } from '@platformatic/kafka';
import { isIP } from 'node:net';
import type { KafkaConnection } from './kafka-client.ts';

/** Milliseconds. */
export const timing = {
  connect: 5_000,
  /** A member unheard of for so long has left its group. */
  session: 45_000,
  heartbeat: 3_000,
  /** What a member may take to put its batch away before the group goes on without it. */
  rebalance: 60_000,
  /** How long a fetch waits at the broker for something to come. */
  fetchWait: 500,
  fetch: 15_000,
  leave: 5_000,
} as const;

/**
 * A connection that breaks says why, for example which certificate the broker wanted; the requests that were waiting on it
 * hear only that it was closed.
 */
export function onConnectionFault(client: Base, heard: (fault: Error) => void): void {
  client.on('client:broker:connect', ({ connection }) => connection.once('error', heard));
}

/** The name a broker is asked for by TLS, for those that answer to several: an address is not a name. */
const isNamed = (server: string) => isIP(server.slice(0, server.lastIndexOf(':'))) === 0;

export function libraryOptions(connection: KafkaConnection, requestTimeout: number): BaseOptions {
  return {
    clientId: connection.clientId,
    bootstrapBrokers: [...connection.bootstrapServers],
    connectTimeout: timing.connect,
    requestTimeout,
    retries: 0,
    autocreateTopics: false,
    ...(connection.tls === undefined
      ? {}
      : { tls: { ...connection.tls }, tlsServerName: connection.bootstrapServers.some(isNamed) }),
    ...(connection.sasl === undefined ? {} : { sasl: { ...connection.sasl } }),
  };
}
