/** Electron's message ports over Node's: the same order, the same close, and an error for a port that was given away. */
import type { MessagePortMain } from 'electron';
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

export class DoublePort extends EventEmitter implements Pick<MessagePortMain, 'postMessage' | 'start' | 'close'> {
  readonly #port: MessagePort;
  #given = false;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('close', () => this.emit('close'));
  }

  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }

  start(): void {
    this.#port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
  }

  close(): void {
    this.#port.close();
  }

  /** A port can be sent to another process once. */
  giveAway(): void {
    if (this.#given) throw new Error('Port at index 0 is already neutered');
    this.#given = true;
  }
}

/** MessageChannelMain. */
export class DoubleChannel {
  readonly port1: DoublePort;
  readonly port2: DoublePort;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new DoublePort(port1);
    this.port2 = new DoublePort(port2);
  }
}
