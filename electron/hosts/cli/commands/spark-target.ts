/** Where a run wrote, as this machine sees it: for the commands that read a run back. */
import type { Command } from 'commander';
import { targetHere } from '../../../engine/spark/address-here.ts';
import type { Desk } from '../desk.ts';
import { addObjectStoreOptions } from '../object-store-options.ts';

export interface TargetOptions {
  readonly target?: string;
}

export const addTargetOptions = (command: Command): Command =>
  addObjectStoreOptions(
    command.option('--target <dir>', 'the bronze folder as this machine sees it, or s3://BUCKET/PREFIX'),
  );

/** `folder` is a plan's and has been offered. What this machine does not reach is refused by the engine, in words about the run. */
export async function offerRun(
  desk: Desk,
  folder: string,
  options: TargetOptions,
): Promise<{ plan: string; target?: string }> {
  const { plan } = await desk.call('spark.get', { plan: folder });
  const target = options.target ?? targetHere(plan);
  return target === null ? { plan: folder } : { plan: folder, target: desk.offer(target) };
}
