/** Spark's addresses as the desk on this machine writes them. */
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeskError } from '../../contract/errors.ts';
import { isObjectUrl } from '../../contract/object-url.ts';
import type { SparkPlan } from '../../contract/spark.ts';
import { within } from '../publish/publish-path.ts';

/** A path, or `s3://…`; null for what only Spark reaches, such as hdfs://. */
export function addressHere(address: string): string | null {
  if (isObjectUrl(address)) return address;
  const [, key] = /^s3[an]:\/\/(.*)$/is.exec(address) ?? [];
  if (key !== undefined) return `s3://${key}`;
  if (/^file:\//i.test(address)) return localPath(address);
  return isAbsolute(address) ? address : null;
}

/** The bronze folder of a plan; null where only Spark reaches it. */
export const targetHere = ({ publish }: SparkPlan): string | null =>
  addressHere(publish.slice(0, publish.lastIndexOf('/')));

/** The bronze folder as it was named for this machine, or as the plan has it. Throws NOT_FOUND, `so` saying what follows. */
export function requireTarget(named: string | undefined, plan: SparkPlan, so: string): string {
  const target = named ?? targetHere(plan);
  if (target !== null) return target;
  throw new DeskError(
    'NOT_FOUND',
    `This machine does not reach ${plan.publish}, so ${so}. Name the bronze folder as it is seen from here, such as a mount or a copy of it, or do this on a machine that reaches it.`,
    { publish: plan.publish, remedy: 'name target' },
  );
}

/** Where the parts of a run are, below its bronze folder. */
export interface RunFolders {
  readonly publish: string;
  readonly quarantine: string;
  readonly rejects: string;
  readonly summary: string;
}

export function runFolders(target: string, { publish }: SparkPlan): RunFolders {
  const name = publish.slice(publish.lastIndexOf('/') + 1);
  const beside = (part: string): string => within(within(target, part), name);
  return {
    publish: within(target, name),
    quarantine: beside('quarantine'),
    rejects: beside('rejects'),
    summary: beside('summary'),
  };
}

/** Null for a file of another machine. */
function localPath(address: string): string | null {
  try {
    return fileURLToPath(address);
  } catch {
    return null;
  }
}
