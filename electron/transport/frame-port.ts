/**
 * The seam every carrier fits: something that posts frames one way and hands over those of the other way, in order.
 * What arrives is `unknown`, because the far side is another process.
 */
import type { Frame } from '../contract/frames.ts';

export interface FramePort {
  /** Throws when the frame cannot be carried (it holds a function, say); posting to a closed port does nothing. */
  post(frame: Frame): void;
  /** Frames that arrive before the first listener is set are kept for it. */
  onFrame(listener: (frame: unknown) => void): void;
  /** Fires once, when either side closes the port or its process dies. */
  onClose(listener: () => void): void;
  close(): void;
}
