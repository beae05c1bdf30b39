/** Many messages, quickly, by Kafka's own performance producer: what a Java application would send, compressed as it would. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { kafkaClasspath } from './install-kafka.ts';
import type { KafkaBroker } from './start-kafka.ts';

export interface ManyMessages {
  readonly count: number;
  /** Of random letters each; without it the values are the numbers 0, 1, 2, … */
  readonly bytes?: number;
  readonly codec?: string;
}

export async function produceMany(broker: KafkaBroker, topic: string, many: ManyMessages): Promise<void> {
  const value = many.bytes === undefined ? ['--payload-monotonic'] : ['--record-size', String(many.bytes)];
  const settings = [`compression.type=${many.codec ?? 'none'}`, 'linger.ms=20', 'batch.size=65536'];
  // prettier-ignore
  const args = ['-cp', kafkaClasspath(), 'org.apache.kafka.tools.ProducerPerformance', '--topic', topic, '--num-records', String(many.count), '--throughput', '-1', ...value, '--bootstrap-server', broker.internalServers[0], '--command-property', ...settings];
  const producer = spawn('java', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  producer.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const [code] = (await once(producer, 'close')) as [number | null];
  if (code !== 0) throw new Error(`Kafka's performance producer ended with ${String(code)}:\n${log.slice(-2_000)}`);
}
