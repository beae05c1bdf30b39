/** A file written line by line from a worker, in big synchronous strokes. */
import { closeSync, openSync, writeSync } from 'node:fs';

const strokeBytes = 1024 * 1024;

export class LineFile {
  readonly #descriptor: number;
  #pending: string[] = [];
  #pendingLength = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'w');
  }

  write(text: string): void {
    this.#pending.push(text);
    this.#pendingLength += text.length;
    if (this.#pendingLength >= strokeBytes) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending.join(''), 'utf8');
    for (let written = 0; written < bytes.length;) written += writeSync(this.#descriptor, bytes, written);
    this.#pending = [];
    this.#pendingLength = 0;
  }
}
