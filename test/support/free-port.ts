import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Where no server answers. A port that was free a moment ago may be another test's by now; this one no system hands out. */
export const noServer = '127.0.0.1:1';

/** A port of loopback that was free a moment ago, for a server that cannot say itself which one it got. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
