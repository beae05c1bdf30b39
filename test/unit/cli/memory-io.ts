/** A process for the command line to run in: streams that remember, and an engine whose answers a test decides. */
import { Writable } from 'node:stream';
import type { CallOptions } from '../../../electron/contract/caller.ts';
import type { Input, Method, Output } from '../../../electron/contract/methods.ts';
import type { EngineWish, Io } from '../../../electron/hosts/cli/io.ts';

export type Answers = Partial<Record<Method, (input: unknown, options: CallOptions) => unknown>>;

export interface Call {
  readonly method: Method;
  readonly input: unknown;
}

export interface MemoryIo extends Io {
  readonly out: () => string;
  readonly err: () => string;
  readonly calls: Call[];
  readonly wishes: EngineWish[];
  readonly closed: () => number;
  readonly interrupt: () => void;
}

export function memoryIo(answers: Answers = {}, overrides: Partial<Io> = {}): MemoryIo {
  const stdout = remember();
  const stderr = remember();
  const calls: Call[] = [];
  const wishes: EngineWish[] = [];
  const interrupted = new AbortController();
  let closed = 0;
  return {
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: {},
    cwd: '/work-in-a-test',
    userName: 'reviewer',
    appVersion: '9.9.9',
    signal: interrupted.signal,
    createEngine: (wish) => {
      wishes.push(wish);
      return Promise.resolve({
        call: async <M extends Method>(method: M, input: Input<M>, options: CallOptions = {}) => {
          calls.push({ method, input });
          const answer = answers[method];
          if (answer === undefined) throw new Error(`the test has no answer to ${method}`);
          return (await answer(input, options)) as Output<M>;
        },
        subscribe: () => () => undefined,
        idle: () => Promise.resolve(),
        close: () => {
          closed += 1;
          return Promise.resolve();
        },
      });
    },
    out: stdout.text,
    err: stderr.text,
    calls,
    wishes,
    closed: () => closed,
    interrupt: () => interrupted.abort(),
    ...overrides,
  };
}

function remember() {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}
