/**
 * A WebSocket as a frame port: one JSON text a frame. The browser's socket and the `ws` library's are described by
 * their common shape, so that neither Node nor a browser is needed to import this file.
 *
 * Both sides send a beat now and then and answer the other's. Answers come from the message event, not from a timer,
 * because browsers slow down the timers of a page that is out of sight.
 */
import { DeskError } from '../contract/errors.ts';
import type { Frame } from '../contract/frames.ts';
import type { FramePort } from './frame-port.ts';

export interface TextSocket {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  /** Of `ws` alone: ends at once, where `close` waits for a far side that may be gone. */
  terminate?(): void;
  addEventListener(type: 'message' | 'open' | 'close' | 'error', listener: (event: object) => void): void;
}

export interface WebSocketOptions {
  /** The longest frame that is sent; left out, what a page may send. */
  readonly maxCharacters?: number;
  readonly beatEveryMs?: number;
}

/** What a page may send: a pasted suite or the cells of a large fix are far below. */
export const maxRequestCharacters = 16 * 1024 * 1024;
/** The same in UTF-8, where a character of a JavaScript string takes three bytes at most. */
export const maxRequestBytes = 3 * maxRequestCharacters;
/** What the engine may answer: 5,000 records of 25,000 characters each pass. */
export const maxReplyCharacters = 128 * 1024 * 1024;

const connecting = 0;
const open = 1;
const beat = '"beat"';
const answeredBeat = '"alive"';
const defaultBeatEveryMs = 10_000;
/** Beats are counted, not time: after a night of sleep the far side gets its chance to speak. */
const silentBeatsUntilGone = 3;

export function overWebSocket(socket: TextSocket, options: WebSocketOptions = {}): FramePort {
  const { maxCharacters = maxRequestCharacters, beatEveryMs = defaultBeatEveryMs } = options;
  const closeListeners = new Set<() => void>();
  const waiting: string[] = [];
  const arrived: unknown[] = [];
  let listener: ((frame: unknown) => void) | undefined;
  let silentBeats = 0;
  let isClosed = false;

  const closed = () => {
    if (isClosed) return;
    isClosed = true;
    clearInterval(heart);
    for (const tell of closeListeners) tell();
  };
  const end = () => {
    if (socket.terminate === undefined) socket.close();
    else socket.terminate();
    closed();
  };
  const send = (text: string) => {
    if (socket.readyState === connecting) waiting.push(text);
    else if (socket.readyState === open) socket.send(text);
  };
  const heart = setInterval(() => {
    if (socket.readyState === connecting) return;
    silentBeats += 1;
    if (silentBeats > silentBeatsUntilGone) end();
    else send(beat);
  }, beatEveryMs);
  const receive = (data: unknown) => {
    silentBeats = 0;
    if (data === answeredBeat) return;
    if (data === beat) {
      send(answeredBeat);
      return;
    }
    const frame = parseFrame(data);
    if (listener === undefined) arrived.push(frame);
    else listener(frame);
  };

  socket.addEventListener('open', () => {
    for (const text of waiting.splice(0)) socket.send(text);
  });
  socket.addEventListener('message', (event) => {
    if (!isClosed) receive('data' in event ? event.data : undefined);
  });
  socket.addEventListener('close', closed);
  // A close always follows; without a listener `ws` would end the process.
  socket.addEventListener('error', () => undefined);

  return {
    post(frame: Frame) {
      if (!isClosed) send(writeFrame(frame, maxCharacters));
    },
    onFrame(newListener) {
      listener = newListener;
      for (const frame of arrived.splice(0)) newListener(frame);
    },
    onClose(tell) {
      if (isClosed) tell();
      else closeListeners.add(tell);
    },
    close() {
      socket.close();
      closed();
    },
  };
}

function parseFrame(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data) as unknown;
  } catch {
    // What is no JSON is no frame either; whoever listens refuses it as such.
    return undefined;
  }
}

function writeFrame(frame: Frame, maxCharacters: number): string {
  const text = JSON.stringify(frame);
  if (text.length <= maxCharacters) return text;
  throw new DeskError(
    'INVALID_INPUT',
    'That is too much to send between the page and the engine at once. Ask for fewer rows, or do it in smaller parts.',
    { characters: text.length, most: maxCharacters },
  );
}
