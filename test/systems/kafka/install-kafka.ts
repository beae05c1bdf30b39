/**
 * Apache Kafka from Maven Central: the broker and its own command-line tools, as jars in a cache outside the checkout. It
 * is fetched once; a fetch that was cut short leaves nothing that looks complete.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notToBeFetched, systemFolder } from '../cache.ts';

const version = '4.3.1';
const leastJava = 17;

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>bronze-desk</groupId><artifactId>kafka-broker</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${version}</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>${version}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;

const folder = () => systemFolder(`kafka-${version}`);

/** The classpath of an installed Kafka. */
export const kafkaClasspath = () => join(folder(), 'libs', '*');

/** Why no broker can run on this machine, or null when one can. */
export function missingKafka(): string | null {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(\d+)/.exec(java.stderr)?.[1] ?? 0);
  if (java.error !== undefined || major < leastJava) return `no Java ${leastJava} runtime on the path`;
  if (existsSync(join(folder(), 'libs'))) return null;
  const kept = notToBeFetched('Kafka');
  if (kept !== null) return kept;
  return spawnSync('mvn', ['-version']).error === undefined
    ? null
    : 'no mvn on the path to fetch Kafka from Maven Central';
}

/** Fetches Kafka when the cache has none. */
export async function installKafka(): Promise<void> {
  const libs = join(folder(), 'libs');
  if (existsSync(libs)) return;
  const partial = join(folder(), `libs-${process.pid}`);
  await mkdir(partial, { recursive: true });
  await writeFile(join(partial, 'pom.xml'), pom);
  const args = ['-q', '-B', '-f', join(partial, 'pom.xml'), 'dependency:copy-dependencies'];
  const maven = spawnSync('mvn', [...args, '-DincludeScope=runtime', `-DoutputDirectory=${partial}`], {
    encoding: 'utf8',
    timeout: 10 * 60_000,
  });
  if (maven.status !== 0) {
    await rm(partial, { recursive: true });
    throw new Error(`Kafka ${version} was not fetched from Maven Central:\n${maven.stdout}${maven.stderr}`);
  }
  await rename(partial, libs);
}
