/**
 * One link to the engine for the life of the page, over whatever ports come and go beneath it. A port that breaks rejects
 * what is in flight, and what the page showed is asked for again over the next one. Only questions wait for that: an act
 * that waited could be done long after somebody had given it up.
 */
import type { Caller, CallOptions } from '../electron/contract/caller.ts';
import { DeskError, isDeskError } from '../electron/contract/errors.ts';
import type { DeskEvent } from '../electron/contract/events.ts';
import { methods, type Input, type Method, type Output } from '../electron/contract/methods.ts';
import { createClient } from '../electron/transport/client.ts';
import type { FramePort } from '../electron/transport/frame-port.ts';

/** `shut-out`: the program was started anew, and this page belongs to the start before. */
export type LinkState = 'connecting' | 'connected' | 'reconnecting' | 'shut-out';

export interface EngineLink extends Caller {
  state(): LinkState;
  onState(listener: () => void): () => void;
}

/** Hands over a port whenever there is a new one to the engine; says when there will be none for this page. */
export type OpenPorts = (opened: (port: FramePort) => void, shutOut: () => void) => void;

/** Whether a call failed because there is no way to the engine from this page any more: asking again cannot mend it. */
export const isShutOut = (error: unknown): boolean =>
  isDeskError(error, 'ENGINE_GONE') && error.details?.['shut_out'] === true;

interface Waiting {
  readonly go: (caller: Caller) => void;
  readonly giveUp: (error: DeskError) => void;
}

export function linkEngine(openPorts: OpenPorts): EngineLink {
  const eventListeners = new Set<(event: DeskEvent) => void>();
  const stateListeners = new Set<() => void>();
  const waiting = new Set<Waiting>();
  let state: LinkState = 'connecting';
  let current: Caller | undefined;

  const enter = (next: LinkState): void => {
    state = next;
    for (const listener of stateListeners) listener();
  };

  openPorts(
    (port) => {
      const caller = createClient(port);
      caller.subscribe((event) => eventListeners.forEach((listener) => listener(event)));
      port.onClose(() => {
        if (current !== caller) return;
        current = undefined;
        enter('reconnecting');
      });
      current = caller;
      enter('connected');
      for (const { go } of waiting) go(caller);
      waiting.clear();
    },
    () => {
      enter('shut-out');
      for (const { giveUp } of waiting) giveUp(shutOutError());
      waiting.clear();
    },
  );

  const ready = async (method: Method, signal: AbortSignal | undefined): Promise<Caller> => {
    if (current !== undefined) return current;
    if (state === 'shut-out') throw shutOutError();
    if (methods[method].kind !== 'query') throw noWayError();
    return new Promise((resolve, reject) => {
      const waits: Waiting = { go: resolve, giveUp: reject };
      waiting.add(waits);
      signal?.addEventListener('abort', () => {
        waiting.delete(waits);
        reject(new DeskError('CANCELLED', 'Cancelled before it began. Nothing was changed.'));
      });
    });
  };

  return {
    state: () => state,
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    call: async <M extends Method>(method: M, input: Input<M>, options: CallOptions = {}): Promise<Output<M>> =>
      (await ready(method, options.signal)).call(method, input, options),
    subscribe(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
  };
}

const noWayError = (): DeskError =>
  new DeskError(
    'ENGINE_GONE',
    'The engine cannot be reached just now, so this was not begun and nothing was changed. Do it again once the foot of the window no longer says that the engine is looked for.',
  );

const shutOutError = (): DeskError =>
  new DeskError(
    'ENGINE_GONE',
    'This page cannot reach Bronze Desk any more, because it was started again. Nothing was begun or changed. Open the address that it printed at its new start; what you typed stays here to be copied.',
    { shut_out: true },
  );
