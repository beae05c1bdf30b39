/**
 * The page's way to the engine, and the only file that knows whether a message port or a web socket is behind it. A
 * carrier that breaks rejects what is in flight, and is made anew until it holds; what the page showed is then asked
 * for again.
 */
import type { Caller, CallOptions } from '../electron/contract/caller.ts';
import { enginePort } from '../electron/contract/engine-port.ts';
import { DeskError } from '../electron/contract/errors.ts';
import type { DeskEvent } from '../electron/contract/events.ts';
import type { Input, Method, Output } from '../electron/contract/methods.ts';
import { createClient } from '../electron/transport/client.ts';
import type { FramePort } from '../electron/transport/frame-port.ts';
import { overEventTarget } from '../electron/transport/message-port.ts';
import { maxRequestCharacters, overWebSocket } from '../electron/transport/web-socket.ts';

/** `shut-out`: the program was started anew, and this page belongs to the start before. */
export type LinkState = 'connecting' | 'connected' | 'reconnecting' | 'shut-out';

export interface EngineLink extends Caller {
  state(): LinkState;
  onState(listener: () => void): () => void;
}

/** Hands over a port whenever there is a new one to the engine; says when there will be none for this page. */
export type OpenPorts = (opened: (port: FramePort) => void, shutOut: () => void) => void;

export function linkEngine(openPorts: OpenPorts): EngineLink {
  const eventListeners = new Set<(event: DeskEvent) => void>();
  const stateListeners = new Set<() => void>();
  const waiting = new Set<(caller: Caller) => void>();
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
      for (const go of waiting) go(caller);
      waiting.clear();
    },
    () => enter('shut-out'),
  );

  const ready = (signal: AbortSignal | undefined): Promise<Caller> => {
    if (current !== undefined) return Promise.resolve(current);
    return new Promise((resolve, reject) => {
      waiting.add(resolve);
      signal?.addEventListener('abort', () => {
        waiting.delete(resolve);
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
      (await ready(options.signal)).call(method, input, options),
    subscribe(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
  };
}

/** From the server that served the page; tried again with longer and longer waits while it does not answer. */
export const webPorts: OpenPorts = (opened, shutOut) => {
  const longestWait = 5_000;
  let wait = 250;
  const again = (): void => {
    setTimeout(connect, wait);
    wait = Math.min(wait * 2, longestWait);
  };
  const connect = (): void => {
    const socket = new WebSocket(new URL('engine', location.href.replace(/^http/, 'ws')));
    let held = false;
    socket.addEventListener('open', () => {
      held = true;
      wait = 250;
      opened(overWebSocket(socket, { maxCharacters: maxRequestCharacters }));
    });
    socket.addEventListener('close', () => {
      if (held) connect();
      // A socket does not say why it was refused; a request does.
      else void isRefused().then((refused) => (refused ? shutOut() : again()));
    });
  };
  connect();
};

const isRefused = (): Promise<boolean> =>
  fetch('shell/info').then(
    ({ status }) => status === 401 || status === 403,
    () => false,
  );

/** From the desktop's main process, through the preload: one at the start, and one after each restart of the engine. */
export const desktopPorts: OpenPorts = (opened) => {
  addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0];
    if (event.source === window && event.data === enginePort.port && port !== undefined) {
      opened(overEventTarget(port));
    }
  });
  postMessage(enginePort.ready, location.origin);
};
