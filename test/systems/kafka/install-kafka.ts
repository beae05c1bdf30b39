/** Apache Kafka from Maven Central: the broker and its own command-line tools, as jars in a cache outside the checkout. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { systemFolder } from '../cache.ts';
import { fetchJars, missingJars } from '../maven.ts';

const version = '4.3.1';
const leastJava = 17;

const libs = () => join(systemFolder(`kafka-${version}`), 'libs');

/** The classpath of an installed Kafka. */
export const kafkaClasspath = () => join(libs(), '*');

/** Why no broker can run on this machine, or null when one can. */
export function missingKafka(): string | null {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(\d+)/.exec(java.stderr)?.[1] ?? 0);
  if (java.error !== undefined || major < leastJava) return `no Java ${leastJava} runtime on the path`;
  return missingJars('Kafka', libs());
}

/** Fetches Kafka when the cache has none. */
export const installKafka = (): Promise<void> =>
  fetchJars(
    `Kafka ${version}`,
    [
      `org.apache.kafka:kafka_2.13:${version}`,
      `org.apache.kafka:kafka-tools:${version}`,
      'org.slf4j:slf4j-simple:1.7.36',
    ],
    libs(),
  );
