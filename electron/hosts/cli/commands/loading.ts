/** What `load` and `ingest` share: taking a source in, and the words and keys that report it. */
import type { Load, Loaded, Source } from '../../../contract/load.ts';
import type { Desk } from '../desk.ts';
import { counted, size } from '../text.ts';

export interface LoadingOptions {
  readonly again?: boolean;
}

export interface Seconds {
  load: number | null;
  check: number | null;
  publish: number | null;
  total: number;
}

export async function startLoad(desk: Desk, source: Source, options: LoadingOptions): Promise<Loaded> {
  return await desk.call('load.start', { source, actor: desk.settings.actor(), again: options.again === true });
}

/** Runs `work` and says how long it took, in seconds. */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const startedAt = performance.now();
  const value = await work();
  return { value, seconds: secondsSince(startedAt) };
}

export function secondsSince(startedAt: number): number {
  return Math.round(performance.now() - startedAt) / 1000;
}

export function loadHeading(load: Load): string {
  const again = load.duplicate_of === null ? '' : ` (the same bytes as load ${load.duplicate_of})`;
  return `Load ${load.id}: ${load.source}, ${size(load.bytes)}, ${counted(load.records, 'record')}${again}`;
}

/** The commands to type next, complete with the workspace where it is not the usual one. */
export function nextStep(what: string, command: string, workspace?: string): string {
  return `${what}: bronze-desk ${command}${workspace === undefined ? '' : ` --workspace ${shellWord(workspace)}`}`;
}

export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
