/** Takes a port, or says in a sentence why it cannot be had. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeskError } from '../contract/errors.ts';
import { errnoOf } from '../engine/storage-error.ts';

export const loopback = '127.0.0.1';

export interface Place {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** How to get another port, as a sentence. */
  readonly wayOn: string;
}

/** Answers the port. Throws INVALID_INPUT when it is taken or may not be used, or when this machine has no such address. */
export async function listen(server: Server, { host, port, wayOn }: Place): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, exclusive: true }, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    throw new DeskError('INVALID_INPUT', whyNot(errnoOf(error), { host, port, wayOn }), { port }, { cause: error });
  }
  return (server.address() as AddressInfo).port;
}

function whyNot(errno: string | undefined, { host, port, wayOn }: Place): string {
  if (errno === 'EADDRNOTAVAIL' || errno === 'ENOTFOUND' || errno === 'EAI_AGAIN') {
    return `This machine has no address ${host}. Listen on ${loopback}, or on an address it has.`;
  }
  const why = errno === 'EADDRINUSE' ? 'is taken by another program' : 'cannot be used here';
  return `Port ${port} ${why}. ${wayOn}`;
}
