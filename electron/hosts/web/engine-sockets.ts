/** The engine's end of the web sockets: one for each page, each answered by the same engine. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Caller } from '../../contract/caller.ts';
import { DeskError } from '../../contract/errors.ts';
import { serve } from '../../transport/server.ts';
import { maxReplyCharacters, maxRequestBytes, overWebSocket } from '../../transport/web-socket.ts';
import type { Refusal } from './guard.ts';
import type { OpenPages } from './last-page.ts';

export const enginePath = '/engine';

export class EngineSockets {
  readonly #engine: Caller;
  readonly #pages: OpenPages;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: maxRequestBytes, perMessageDeflate: false });

  constructor(engine: Caller, pages: OpenPages) {
    this.#engine = engine;
    this.#pages = pages;
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const port = overWebSocket(webSocket, { maxCharacters: maxReplyCharacters });
      this.#pages.enter();
      port.onClose(() => this.#pages.leave());
      serve(this.#engine, port);
    });
  }

  /** Breaks every connection; the server they came through is closed by its owner. */
  closeAll(): void {
    for (const webSocket of this.#server.clients) webSocket.terminate();
  }
}

export function refuseUpgrade(socket: Duplex, { status, message }: Refusal): void {
  const body = JSON.stringify({ failure: new DeskError('INVALID_INPUT', message).toFailure() });
  const head = [
    `HTTP/1.1 ${status} Refused`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
