/** A small Caller whose answers a test decides, and a pair of ports in memory. */
import type { CallOptions, Caller } from '../../../electron/contract/caller.ts';
import type { DeskEvent } from '../../../electron/contract/events.ts';
import type { Frame } from '../../../electron/contract/frames.ts';
import type { Input, Method, Output } from '../../../electron/contract/methods.ts';
import type { FramePort } from '../../../electron/transport/frame-port.ts';

export type Answer = (method: Method, input: unknown, options: CallOptions) => Promise<unknown>;

export function fakeCaller(answer: Answer): Caller & { emit(event: DeskEvent): void; listeners(): number } {
  const listeners = new Set<(event: DeskEvent) => void>();
  return {
    call: <M extends Method>(method: M, input: Input<M>, options: CallOptions = {}) =>
      answer(method, input, options) as Promise<Output<M>>,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    listeners: () => listeners.size,
  };
}

/** A port whose far side is the test itself: `posted` is what came out, `deliver` is what goes in. */
export function testPort(): FramePort & { posted: Frame[]; deliver(frame: unknown): void } {
  const posted: Frame[] = [];
  let onFrame: (frame: unknown) => void = () => undefined;
  let onClose: () => void = () => undefined;
  return {
    posted,
    post: (frame) => void posted.push(structuredClone(frame)),
    onFrame: (listener) => void (onFrame = listener),
    onClose: (listener) => void (onClose = listener),
    close: () => onClose(),
    deliver: (frame) => onFrame(frame),
  };
}

/** Lets everything that is already settled run its course. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Rejects with CANCELLED as soon as the call's signal fires; never settles otherwise. */
export function untilAborted(options: CallOptions, error: Error): Promise<never> {
  return new Promise((_, reject) => options.signal?.addEventListener('abort', () => reject(error)));
}
