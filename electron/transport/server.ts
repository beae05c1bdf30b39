/**
 * The far end of a carrier: answers the frames of a port with an engine. Nothing that arrives can make it throw, and
 * nothing but a DeskError's own words goes back.
 */
import type { Caller } from '../contract/caller.ts';
import { DeskError, type Failure } from '../contract/errors.ts';
import { requestFrameSchema, type RequestFrame } from '../contract/frames.ts';
import { isMethod, methods, type Input, type Method } from '../contract/methods.ts';
import type { FramePort } from './frame-port.ts';

type CallFrame = Extract<RequestFrame, { frame: 'call' }>;

interface Flight {
  readonly method: Method;
  readonly controller: AbortController;
}

/**
 * Serves `caller` on `port` until the port closes or the returned function is called. Queries still running then are
 * aborted, for nobody is left to read them; tasks and commands go on, and a window that was reloaded finds the tasks
 * again through `task.list`.
 */
export function serve(caller: Caller, port: FramePort): () => void {
  const flights = new Map<string, Flight>();
  let open = true;

  const fail = (id: string, failure: Failure) => {
    if (open) port.post({ frame: 'failure', id, failure });
  };

  const answer = async ({ id, method, input }: CallFrame) => {
    if (!isMethod(method)) {
      fail(id, invalid('There is no such method.', { method: method.slice(0, 64) }));
      return;
    }
    if (flights.has(id)) {
      fail(id, invalid('This call id is already in flight.', { id }));
      return;
    }
    const controller = new AbortController();
    flights.set(id, { method, controller });
    try {
      // The engine parses every input by its schema, so nothing is claimed of it here.
      const output = await caller.call(method, input as Input<typeof method>, {
        signal: controller.signal,
        onProgress: (progress) => {
          if (open && flights.has(id)) port.post({ frame: 'progress', id, progress });
        },
      });
      flights.delete(id);
      if (open) port.post({ frame: 'result', id, output });
    } catch (error) {
      flights.delete(id);
      fail(id, toFailure(error));
    }
  };

  const unsubscribe = caller.subscribe((event) => {
    if (open) port.post({ frame: 'event', event });
  });

  const stop = () => {
    if (!open) return;
    open = false;
    unsubscribe();
    for (const { method, controller } of flights.values()) {
      if (methods[method].kind === 'query') controller.abort();
    }
  };

  port.onClose(stop);
  port.onFrame((frame) => {
    if (!open) return;
    const parsed = requestFrameSchema.safeParse(frame);
    if (!parsed.success) {
      const id = idOf(frame);
      if (id !== undefined) fail(id, invalid('The frame is malformed.'));
    } else if (parsed.data.frame === 'cancel') {
      flights.get(parsed.data.id)?.controller.abort();
    } else {
      void answer(parsed.data);
    }
  });
  return stop;
}

function invalid(message: string, details?: Failure['details']): Failure {
  return new DeskError('INVALID_INPUT', message, details).toFailure();
}

/** A frame that names no call cannot be answered: there is nobody to reject. */
function idOf(frame: unknown): string | undefined {
  if (typeof frame !== 'object' || frame === null || !('id' in frame)) return undefined;
  return typeof frame.id === 'string' && frame.id.length > 0 && frame.id.length <= 64 ? frame.id : undefined;
}

/** An error that is not ours may quote patient text, so none of its words cross. */
function toFailure(error: unknown): Failure {
  if (error instanceof DeskError) return error.toFailure();
  return new DeskError(
    'INTERNAL',
    'Something went wrong inside the engine, and nothing was changed. Do it again; if it happens again, restart Bronze Desk and report it.',
  ).toFailure();
}
