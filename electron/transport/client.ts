/**
 * The near end of a carrier: turns calls into frames and frames back into results. Every call settles, whatever
 * happens to the far end: when the port closes, those in flight reject with ENGINE_GONE.
 */
import type { CallOptions, Caller } from '../contract/caller.ts';
import { DeskError } from '../contract/errors.ts';
import type { DeskEvent } from '../contract/events.ts';
import { replyFrameSchema, type ReplyFrame } from '../contract/frames.ts';
import type { Input, Method, Output } from '../contract/methods.ts';
import type { FramePort } from './frame-port.ts';

interface Flight {
  readonly onProgress: CallOptions['onProgress'];
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: DeskError) => void;
}

/** The engine at the other end of `port`, as a Caller. Outputs are taken as they come: the engine vouches for them. */
export function createClient(port: FramePort): Caller {
  const flights = new Map<string, Flight>();
  const listeners = new Set<(event: DeskEvent) => void>();
  let lastId = 0;
  let gone = false;

  const land = (id: string, settle: (flight: Flight) => void) => {
    const flight = flights.get(id);
    if (flight === undefined) return;
    flights.delete(id);
    settle(flight);
  };

  const receive = (frame: ReplyFrame) => {
    switch (frame.frame) {
      case 'progress':
        flights.get(frame.id)?.onProgress?.(frame.progress);
        return;
      case 'result':
        land(frame.id, (flight) => flight.resolve(frame.output));
        return;
      case 'failure':
        land(frame.id, (flight) => flight.reject(DeskError.from(frame.failure)));
        return;
      case 'event':
        for (const listener of listeners) listener(frame.event);
    }
  };

  const call = async (method: string, input: unknown, { signal, onProgress }: CallOptions): Promise<unknown> => {
    if (gone) throw engineGone();
    if (signal?.aborted) throw new DeskError('CANCELLED', 'Cancelled before it began. Nothing was changed.');
    const id = String(++lastId);
    const settled = new Promise<unknown>((resolve, reject) => flights.set(id, { onProgress, resolve, reject }));
    // A cancelled call stays in flight until the engine answers: only then is it true that nothing is left behind.
    const cancel = () => port.post({ frame: 'cancel', id });
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      post(port, id, method, input);
      return await settled;
    } finally {
      flights.delete(id);
      signal?.removeEventListener('abort', cancel);
    }
  };

  port.onClose(() => {
    gone = true;
    for (const id of [...flights.keys()]) land(id, (flight) => flight.reject(engineGone()));
    listeners.clear();
  });
  port.onFrame((frame) => {
    const parsed = replyFrameSchema.safeParse(frame);
    if (parsed.success) receive(parsed.data);
  });

  return {
    call: <M extends Method>(method: M, input: Input<M>, options: CallOptions = {}) =>
      call(method, input, options) as Promise<Output<M>>,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function post(port: FramePort, id: string, method: string, input: unknown): void {
  try {
    port.post({ frame: 'call', id, method, input });
  } catch (error) {
    throw new DeskError('INVALID_INPUT', `The input of ${method} holds something that cannot be sent.`, undefined, {
      cause: error,
    });
  }
}

function engineGone(): DeskError {
  return new DeskError(
    'ENGINE_GONE',
    'The way to the engine broke. What was saved is safe, and nothing is half done. Once the engine is found again, look whether the last step was done before you repeat it.',
  );
}
