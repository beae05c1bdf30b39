/** Spark's addresses as the desk on this machine writes them. */
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isObjectUrl } from '../../contract/object-url.ts';
import type { SparkPlan } from '../../contract/spark.ts';

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

/** Null for a file of another machine. */
function localPath(address: string): string | null {
  try {
    return fileURLToPath(address);
  } catch {
    return null;
  }
}
