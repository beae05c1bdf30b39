/** A line to a server that lets so many bytes through and then holds the rest back: what a bad network does to an upload. */
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

export interface NarrowLine extends AsyncDisposable {
  readonly url: string;
  /** Sent towards the server since the line was opened, or since `allow`. */
  readonly sent: number;
  /** Lets so many bytes through from now on, then none; Infinity for all. */
  allow(bytes: number): void;
  /** Ends every connection; new ones are let through. */
  cut(): void;
  /** As if no server were there: connections are refused until {@link reopen}. */
  refuse(): Promise<void>;
  reopen(): Promise<void>;
}

export async function narrowLine(server: string): Promise<NarrowLine> {
  const { hostname, port: serverPort } = new URL(server);
  const sockets = new Set<Socket>();
  let allowed = Number.POSITIVE_INFINITY;
  let sent = 0;
  const line = createServer((client) => {
    const upstream = createConnection({ host: hostname, port: Number(serverPort) });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (chunk: Buffer) => {
      sent += chunk.length;
      upstream.write(chunk);
      if (sent >= allowed) for (const each of sockets) each.pause();
    });
    upstream.pipe(client);
    if (sent >= allowed) client.pause();
  });
  line.listen(0, '127.0.0.1');
  await once(line, 'listening');
  const { port } = line.address() as AddressInfo;
  const refuse = async (): Promise<void> => {
    for (const each of sockets) each.destroy();
    if (!line.listening) return;
    line.close();
    await once(line, 'close');
  };
  return {
    url: `http://127.0.0.1:${port}`,
    get sent() {
      return sent;
    },
    allow(bytes) {
      sent = 0;
      allowed = bytes;
      for (const each of sockets) each.resume();
    },
    cut() {
      for (const each of sockets) each.destroy();
    },
    refuse,
    async reopen() {
      line.listen(port, '127.0.0.1');
      await once(line, 'listening');
    },
    [Symbol.asyncDispose]: refuse,
  };
}
