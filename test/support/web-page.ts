/** A browser as the web host sees one: it follows the printed address, keeps the cookie, and says where it comes from. */
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: () => unknown;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

export interface Page {
  readonly port: number;
  readonly cookie: string;
  /** Sends a path exactly as it is written, with the cookie and our own origin unless told otherwise. */
  ask(path: string, ask?: Ask): Promise<Reply>;
  openEngine(options?: ClientOptions): Promise<WebSocket>;
}

export async function letIn(url: string): Promise<Page> {
  const { port: portText, search } = new URL(url);
  const port = Number(portText);
  const { headers } = await send(port, `/${search}`, {});
  const cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const own = { Cookie: cookie, Origin: `http://127.0.0.1:${port}` };
  return {
    port,
    cookie,
    ask: (path, { headers: more = {}, ...ask } = {}) => send(port, path, { ...ask, headers: { ...own, ...more } }),
    async openEngine(options = {}) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/engine`, { headers: own, ...options });
      await once(socket, 'open');
      return socket;
    },
  };
}

/** One request on a connection of its own. */
export function send(port: number, path: string, { method = 'GET', headers = {}, body }: Ask): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: () => JSON.parse(text) as unknown,
        });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
