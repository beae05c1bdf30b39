/** Messages for the tests: sent through the product's own producer, numbered so that each can be missed. */
import type { KafkaOutgoing } from '../../../electron/engine/stream/kafka/kafka-client.ts';
import { platformaticClient } from '../../../electron/engine/stream/kafka/platformatic-client.ts';
import type { KafkaBroker } from './start-kafka.ts';

export async function send(broker: KafkaBroker, topic: string, messages: readonly KafkaOutgoing[]): Promise<void> {
  const producer = await platformaticClient.connectProducer({
    bootstrapServers: broker.internalServers,
    clientId: 'sender',
  });
  await producer.send(topic, messages);
  await producer.close();
}

/** Values 0, 1, 2, … over the partitions in turn. */
export function numbered(count: number, partitions: number, from = 0): KafkaOutgoing[] {
  return Array.from({ length: count }, (_, index) => ({
    partition: index % partitions,
    key: null,
    value: Buffer.from(String(from + index)),
    headers: [],
  }));
}
