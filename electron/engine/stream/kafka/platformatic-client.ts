/** Kafka through @platformatic/kafka: its protocol, connections and group membership; the rest of this folder is what reads. */
import { Admin, Producer, ProduceAcks } from '@platformatic/kafka';
import { GroupConsumer } from './group-consumer.ts';
import type { KafkaClient, KafkaConnection, KafkaOutgoing, KafkaProducer, TopicDescription } from './kafka-client.ts';
import { asProblem, topicMissing } from './kafka-problems.ts';
import { libraryOptions, onConnectionFault } from './library-options.ts';
import { TopicReader } from './topic-reader.ts';

const requestTimeout = 15_000;

export const platformaticClient: KafkaClient = {
  connectConsumer: (options) => Promise.resolve(new GroupConsumer(options)),
  connectProducer: (connection) => Promise.resolve(connectProducer(connection)),
  connectReader: (connection, topic) => Promise.resolve(new TopicReader(connection, topic)),
  describeTopic,
};

async function describeTopic(connection: KafkaConnection, topic: string): Promise<TopicDescription> {
  const admin = new Admin(libraryOptions(connection, requestTimeout));
  const faults: Error[] = [];
  onConnectionFault(admin, (fault) => faults.push(fault));
  try {
    const metadata = await admin.metadata({ topics: [topic] });
    const found = metadata.topics.get(topic);
    if (found === undefined) throw topicMissing(topic, connection);
    return { clusterId: metadata.id, topicId: found.id, partitions: [...found.partitions.keys()] };
  } catch (error) {
    throw asProblem(faults.length === 0 ? error : new AggregateError([...faults, error]), connection, topic);
  } finally {
    await admin.close();
  }
}

function connectProducer(connection: KafkaConnection): KafkaProducer {
  const producer = new Producer({
    ...libraryOptions(connection, requestTimeout),
    // A request sent again after a lost answer is written once.
    idempotent: true,
    acks: ProduceAcks.ALL,
    retries: 3,
  });
  return {
    send: async (topic, messages) => {
      try {
        const offsets: (bigint | undefined)[] = [];
        for (const run of nearInTime(messages)) {
          const sent = await producer.send({ messages: run.map((message) => toLibrary(topic, message)) });
          offsets.push(...offsetsOf(run, new Map(sent.offsets?.map((each) => [each.partition, each.offset]))));
        }
        return offsets;
      } catch (error) {
        throw asProblem(error, connection, topic);
      }
    },
    close: () => producer.close(),
  };
}

/** `firsts`: where the broker put the first message of each partition; a negative one is what it does not say. */
function offsetsOf(run: readonly KafkaOutgoing[], firsts: Map<number, bigint>): (bigint | undefined)[] {
  return run.map(({ partition }) => {
    const offset = partition === undefined ? undefined : firsts.get(partition);
    if (partition === undefined || offset === undefined || offset < 0n) return undefined;
    firsts.set(partition, offset + 1n);
    return offset;
  });
}

/**
 * Runs of messages whose times lie less than 2^31 ms (24 days) from the first: the library writes a greater distance within
 * one batch wrongly, and the broker refuses the batch.
 */
function nearInTime(messages: readonly KafkaOutgoing[]): KafkaOutgoing[][] {
  const runs: KafkaOutgoing[][] = [];
  const now = BigInt(Date.now());
  const timeOf = (message: KafkaOutgoing) => message.timestamp ?? now;
  const furthest = 2n ** 31n - 1n;
  for (const message of messages) {
    const run = runs.at(-1);
    const distance = run?.[0] === undefined ? 0n : timeOf(message) - timeOf(run[0]);
    if (run === undefined || distance > furthest || distance < -furthest) runs.push([message]);
    else run.push(message);
  }
  return runs;
}

function toLibrary(topic: string, { partition, key, value, headers, timestamp }: KafkaOutgoing) {
  return {
    topic,
    // Absent is null on the wire.
    ...(key === null ? {} : { key }),
    ...(value === null ? {} : { value }),
    ...(partition === undefined ? {} : { partition }),
    ...(timestamp === undefined ? {} : { timestamp }),
    // Keyed by buffer, so that a name may occur twice.
    headers: new Map(headers.map(([name, header]) => [Buffer.from(name), header as Buffer])),
  };
}
