/** Everything the command line takes from its process, so that a test can be the process. */
import type { Writable } from 'node:stream';
import type { Caller } from '../../contract/caller.ts';
import type { ObjectStoreSettings } from '../../engine/object-store/settings.ts';
import type { OfferedPaths } from '../../engine/offered-paths.ts';

export interface Terminal extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface OpenEngine extends Caller {
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface EngineWish {
  readonly workspace: string;
  readonly offered: OfferedPaths;
  readonly appVersion: string;
  readonly host: string;
  readonly memoryLimit?: string;
  readonly objectStore?: ObjectStoreSettings;
}

export interface Io {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly userName: string;
  readonly appVersion: string;
  /** Fires at the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly createEngine: (wish: EngineWish) => Promise<OpenEngine>;
}
