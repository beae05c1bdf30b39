/**
 * The one place that writes to stdout and stderr. A command hands over an Answer and never prints: so with `--json`
 * there is one object on stdout, with `--jsonl` one row a line, and nothing else, whatever the command does.
 * With either, stderr is JSON lines too: `{"error": …}`, `{"warning": …}`, `{"note": …}`, `{"progress": …}`.
 */
import pico from 'picocolors';
import { DeskError } from '../../contract/errors.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Io, Terminal } from './io.ts';
import { messageWithRemedy } from './remedies.ts';
import { neutraliseOutput } from './text.ts';

export type Format = 'words' | 'json' | 'jsonl';
export type Paint = ReturnType<typeof pico.createColors>;

export interface Answer {
  /** What `--json` prints. */
  json(): unknown;
  /** What `--jsonl` prints, a line each; without it, that is the object of `--json`. */
  rows?(): AsyncIterable<object> | Iterable<object>;
  /** What people read. */
  words(paint: Paint): string | Promise<string>;
  readonly exit: ExitCode;
  /** What goes on once the answer has been printed; the command ends when it does. */
  afterwards?(): Promise<void>;
  /** What kept the command from finishing, where there is an answer all the same. */
  readonly problem?: DeskError;
}

export class Output {
  readonly format: Format;
  readonly #stdout: Terminal;
  readonly #stderr: Terminal;
  readonly #paint: Paint;
  readonly #coloured: boolean;
  #gone = false;
  #pending: Promise<void> = Promise.resolve();

  constructor(io: Pick<Io, 'stdout' | 'stderr' | 'env'>, format: Format, colour: boolean) {
    this.format = format;
    this.#stdout = io.stdout;
    this.#stderr = io.stderr;
    this.#coloured = colour && io.stdout.isTTY === true && (io.env['NO_COLOR'] ?? '') === '';
    this.#paint = pico.createColors(this.#coloured);
    for (const stream of [io.stdout, io.stderr]) {
      // The callback of each write reports its error; without a listener the stream would end the process instead.
      stream.on('error', () => undefined);
    }
  }

  async answer(answer: Answer): Promise<void> {
    if (this.format === 'words') {
      await this.words(await answer.words(this.#paint));
    } else if (this.format === 'jsonl' && answer.rows !== undefined) {
      for await (const row of answer.rows()) {
        if (this.#gone) break;
        await this.#line(row);
      }
    } else {
      await this.#line(await answer.json());
    }
  }

  /** Words for people on stdout: a command's answer, or help that was asked for. */
  words(text: string): Promise<void> {
    return this.#write(this.#stdout, `${neutraliseOutput(text.replace(/\n+$/, ''), this.#coloured)}\n`);
  }

  fail(error: DeskError): Promise<void> {
    if (this.format === 'words') return this.#say(`bronze-desk: ${messageWithRemedy(error)}`);
    return this.#write(this.#stderr, `${JSON.stringify({ error: error.toFailure() })}\n`);
  }

  warn(message: string): Promise<void> {
    if (this.format === 'words') return this.#say(`bronze-desk: warning: ${message}`);
    return this.#write(this.#stderr, `${JSON.stringify({ warning: { message } })}\n`);
  }

  /** Something to know that is neither a result nor a warning. */
  note(message: string): Promise<void> {
    if (this.format === 'words') return this.#say(`bronze-desk: ${message}`);
    return this.#write(this.#stderr, `${JSON.stringify({ note: { message } })}\n`);
  }

  /** Waits until everything said has left the process. */
  flush(): Promise<void> {
    return this.#pending;
  }

  #say(text: string): Promise<void> {
    return this.#write(this.#stderr, `${neutraliseOutput(text, false)}\n`);
  }

  #line(value: unknown): Promise<void> {
    return this.#write(this.#stdout, `${JSON.stringify(value)}\n`);
  }

  #write(stream: Terminal, text: string): Promise<void> {
    if (this.#gone && stream === this.#stdout) return Promise.resolve();
    const written = new Promise<void>((resolve, reject) => {
      stream.write(text, (error) => {
        if (error === undefined || error === null) resolve();
        else if ('code' in error && error.code === 'EPIPE') {
          // Whoever was reading has read enough, as `| head` does. That is no failure.
          this.#gone ||= stream === this.#stdout;
          resolve();
        } else reject(unwritable(error));
      });
    });
    this.#pending = Promise.allSettled([this.#pending, written]).then(() => undefined);
    return written;
  }
}

function unwritable(error: Error): DeskError {
  const full = 'code' in error && error.code === 'ENOSPC';
  return new DeskError(
    full ? 'DISK_FULL' : 'INTERNAL',
    full
      ? 'The output could not be written: the disk is full. Free some space, then do it again.'
      : 'The output could not be written. See where it was redirected to, then do it again.',
    undefined,
    { cause: error },
  );
}
