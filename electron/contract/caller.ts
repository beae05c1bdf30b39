/** What a caller sees, whichever carrier is between it and the engine. */
import type { DeskEvent } from './events.ts';
import type { Input, Method, Output } from './methods.ts';
import type { Progress } from './words.ts';

export interface CallOptions {
  /** Aborting cancels the call; it then rejects with CANCELLED. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Caller {
  /** Rejects with a DeskError and nothing else. */
  call<M extends Method>(method: M, input: Input<M>, options?: CallOptions): Promise<Output<M>>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: DeskEvent) => void): () => void;
}
