/** What Spark needs to know `s3a://`, and its package from PyPI lacks: hadoop-aws and Amazon's SDK, some 690 MB of jars. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemFolder } from '../cache.ts';
import { fetchJars, missingJars } from '../maven.ts';

/** Of the Hadoop that Spark 4.3.0 brings: its hadoop-client jars. */
const version = '3.5.0';
const libs = join(systemFolder(`hadoop-aws-${version}`), 'libs');

/** Why they cannot be had; null when they can. */
export const missingHadoopAws = (): string | null => missingJars('hadoop-aws', libs);

/** The paths of the jars, as Spark's `spark.jars` takes them. */
export async function hadoopAwsJars(): Promise<string> {
  await fetchJars(`hadoop-aws ${version}`, [`org.apache.hadoop:hadoop-aws:${version}`], libs);
  const names = await readdir(libs);
  return names
    .filter((name) => name.endsWith('.jar'))
    .map((name) => join(libs, name))
    .join(',');
}
