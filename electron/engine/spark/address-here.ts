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

/** A file as `input_file_name()` has it, a URI with percent signs; as it stands where this machine has no name for it. */
export function fileHere(uri: string): string {
  if (!/^s3[an]?:/i.test(uri)) return addressHere(uri) ?? uri;
  try {
    return addressHere(decodeURIComponent(uri)) ?? uri;
  } catch {
    // Not one of Spark's.
    return uri;
  }
}

/** The bronze folder of a plan; null where only Spark reaches it. */
export const targetHere = ({ publish }: SparkPlan): string | null => addressHere(splitLast(publish)[0]);

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

/** Another publish, by the name that its own manifest has here: beside the plan's it is called as that is. */
export function publishHere(publish: string, plan: SparkPlan, target: string): string {
  const [folder, name] = splitLast(publish);
  return splitLast(plan.publish)[0] === folder ? within(target, name) : (addressHere(publish) ?? publish);
}

/** Spark's addresses have slashes, on every system. */
function splitLast(address: string): [folder: string, name: string] {
  const at = address.lastIndexOf('/');
  return [address.slice(0, at), address.slice(at + 1)];
}

/** Where the parts of a run are, below its bronze folder. */
export interface RunFolders {
  readonly publish: string;
  readonly quarantine: string;
  readonly rejects: string;
  readonly summary: string;
}

export function runFolders(target: string, { publish }: SparkPlan): RunFolders {
  const [, name] = splitLast(publish);
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
