/**
 * Where bronze is: a folder, or an address in an object store. A publish is put together in staging on this machine in
 * either case; a place knows how what is staged is brought there, so that readers see all of it or nothing.
 */
import type { Manifest, PublishedFile } from '../../contract/publish.ts';
import type { Progress } from '../../contract/words.ts';
import type { PublishRow } from './publish-store.sql.ts';
import type { StagePlace } from './stage.ts';

export interface ManifestText {
  readonly manifest: Manifest;
  readonly text: string;
}

/** A publish that is whole in staging. */
export interface StagedPublish {
  readonly row: PublishRow;
  readonly staging: StagePlace;
  readonly manifest: Manifest;
  /** It was staged in an earlier run, and some of it may have been brought into place. */
  readonly resumed: boolean;
}

export interface BringingWork {
  /** Told of another path than the row's before anything is brought there. */
  readonly announce: (path: string) => Promise<void>;
  readonly signal: AbortSignal | undefined;
  readonly report: (progress: Progress) => void;
}

export interface BronzePlace {
  /** In its canonical form. */
  readonly target: string;
  /** The object store's server, where that is not Amazon's; null for a folder. */
  readonly endpoint: string | null;
  /** Whether {@link prepare} would succeed, without changing anything. Throws as it does. */
  check(signal: AbortSignal | undefined): Promise<void>;
  /**
   * Makes sure that it can be written to, and settles what was left half done there; `leave` ends what this begins.
   * Returns it in its canonical form. Throws TARGET_NOT_WRITABLE, TARGET_INSIDE_WORKSPACE, DISK_FULL, CONFLICT.
   */
  prepare(signal: AbortSignal | undefined): Promise<BronzePlace>;
  /** The folder a publish is put together in. */
  staging(publish: string): string;
  removeStaging(publish: string): Promise<void>;
  /** Undefined where there is none of ours. */
  readManifest(path: string): Promise<ManifestText | undefined>;
  /** Whether every file of a publish is there with its bytes. */
  holds(path: string, files: readonly PublishedFile[]): Promise<boolean>;
  /**
   * A publish that was cut short when it was whole in staging, to be gone on with. One of the same load with another
   * identity is taken back: it would be out of date.
   */
  cutShort(load: string, identity: string): Promise<StagedPublish | undefined>;
  /** The loads of publishes that were cut short when they were whole in staging. */
  cutShortLoads(): Promise<string[]>;
  /** Says that a publish is under way, from before it is in the store until {@link letGo}: so it is not taken for one that was cut short. */
  hold(publish: string): void;
  letGo(publish: string): void;
  /** The paths of what stands here, whole or not, under a name that begins so. */
  pathsNamed(beginning: string): Promise<string[]>;
  /** Makes the publish exist. Returns its path. */
  bringIntoPlace(publish: StagedPublish, work: BringingWork): Promise<string>;
  /** Takes back what a publish that failed left behind. False where it is kept, to be gone on with. */
  takeBack(row: PublishRow, error: unknown): Promise<boolean>;
  /** Why nothing can be brought here just now, where it may be possible again by itself; null where not. Of what {@link explain} made. */
  awayWhy(error: unknown): string | null;
  /** What went wrong, in words; `kept` as {@link takeBack} said. */
  explain(error: unknown, kept: boolean): unknown;
  /** The publish is over, in one way or the other. */
  leave(): void;
}
