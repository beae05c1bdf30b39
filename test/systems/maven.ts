/** Jars from Maven Central with all that they need at run time; a fetch that was cut short leaves nothing that looks complete. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notToBeFetched } from './cache.ts';

/** `group:artifact:version` */
export type Coordinates = `${string}:${string}:${string}`;

/** Why `folder` is not there and cannot be had; null where it is there, or can be. */
export function missingJars(name: string, folder: string): string | null {
  if (existsSync(folder)) return null;
  const kept = notToBeFetched(name);
  if (kept !== null) return kept;
  return spawnSync('mvn', ['-version']).error === undefined
    ? null
    : `no mvn on the path to fetch ${name} from Maven Central`;
}

/** Fetches them into `folder` where it is not there yet. */
export async function fetchJars(name: string, wanted: readonly Coordinates[], folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const partial = `${folder}-${process.pid}`;
  await mkdir(partial, { recursive: true });
  await writeFile(join(partial, 'pom.xml'), pomOf(wanted));
  const args = ['-q', '-B', '-f', join(partial, 'pom.xml'), 'dependency:copy-dependencies'];
  const maven = spawnSync('mvn', [...args, '-DincludeScope=runtime', `-DoutputDirectory=${partial}`], {
    encoding: 'utf8',
    timeout: 10 * 60_000,
  });
  if (maven.status !== 0) {
    await rm(partial, { recursive: true });
    throw new Error(`${name} was not fetched from Maven Central:\n${maven.stdout}${maven.stderr}`);
  }
  await rename(partial, folder);
}

function pomOf(wanted: readonly Coordinates[]): string {
  const dependencies = wanted.map((each) => {
    const [group, artifact, version] = each.split(':');
    return `    <dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>bronze-desk</groupId><artifactId>systems</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
${dependencies.join('\n')}
  </dependencies>
</project>
`;
}
