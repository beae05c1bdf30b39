import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../../build/bundle.mjs';
import { redriveResultSchema, type RedriveResult } from '../../../electron/contract/redrive.ts';
import type { KafkaMessage, KafkaOutgoing } from '../../../electron/engine/stream/kafka/kafka-client.ts';
import { platformaticClient } from '../../../electron/engine/stream/kafka/platformatic-client.ts';
import { literally, query } from '../../support/parquet.ts';
import { consumeAll, makePlace, manifests, sendAll, type Place } from './consume-run.ts';
import { runDesk } from './desk-run.ts';
import { missingKafka, startKafka, type KafkaBroker } from './start-kafka.ts';

const missing = missingKafka();
const reason = ['--reason', 'specialties mended'];

describe.skipIf(missing !== null)(`redrive${missing === null ? '' : ` (${missing})`}`, () => {
  let broker: KafkaBroker;
  beforeAll(async () => {
    await bundle();
    broker = await startKafka();
  });
  afterAll(() => broker.stop());

  const desk = async (place: Place, args: readonly string[], allowed: readonly number[] = [0]) => {
    const { code, stdout, stderr } = await runDesk([...args, '--workspace', place.workspace, '--json']);
    if (!allowed.includes(code ?? -1)) throw new Error(`${args.join(' ')} ended with ${String(code)}:\n${stderr}`);
    return stdout;
  };
  const redrive = async (
    place: Place,
    args: readonly string[],
    allowed: readonly number[] = [0],
  ): Promise<RedriveResult> => {
    const servers = ['--bootstrap-servers', broker.bootstrapServers.join(',')];
    return redriveResultSchema.parse(
      JSON.parse(await desk(place, ['redrive', ...args, ...servers, ...reason], allowed)),
    );
  };

  const loadsOf = async (place: Place): Promise<string[]> => {
    const { loads } = z
      .looseObject({ loads: z.array(z.looseObject({ id: z.string() })) })
      .parse(JSON.parse(await desk(place, ['loads'])));
    return loads.map(({ id }) => id);
  };

  /** Everything in the topic, by partition and offset. */
  const messagesOf = async (topic: string): Promise<KafkaMessage[]> => {
    const connection = { bootstrapServers: broker.bootstrapServers, clientId: 'test' };
    const reader = await platformaticClient.connectReader(connection, topic);
    try {
      const { partitions } = await platformaticClient.describeTopic(connection, topic);
      const ends = await reader.ends(partitions);
      const messages: KafkaMessage[] = [];
      await reader.read(new Map(partitions.map((partition) => [partition, 0n])), ends, (message) => {
        messages.push(message);
      });
      return messages.toSorted((a, b) => a.partition - b.partition || Number(a.offset - b.offset));
    } finally {
      await reader.close();
    }
  };

  /** What a reader has who follows, of each load, the newest manifest. */
  const bronzeOf = async (place: Place, columns: string): Promise<Record<string, unknown>[]> => {
    const all = manifests(place.target);
    const superseded = new Set(all.map(({ manifest }) => manifest.supersedes));
    const files = all.flatMap(({ files: own }) => own).filter((path) => !superseded.has(path) && existsSync(path));
    return query(
      `SELECT ${columns} FROM read_parquet([${files.map(literally).join(', ')}], union_by_name = true) ORDER BY ALL`,
    );
  };

  it('brings a repaired reject and a corrected record through the topic into bronze, as they came', async () => {
    using place = makePlace();
    const topic = 'round';
    await broker.createTopic(topic, 3);
    const headers = [
      ['trace', Buffer.from('first')],
      ['other', null],
      ['trace', Buffer.from([0xff, 0x00])],
    ] as const;
    const key = Buffer.from([0x00, 0xc3, 0x28, 0xff]);
    await sendAll(broker.bootstrapServers, topic, [
      {
        partition: 2,
        key: null,
        value: json({ number: 1, transcription: 'fine', medical_specialty: 'Surgery' }),
        headers,
      },
      {
        partition: 2,
        key,
        value: Buffer.from('{ "number" : 1.50, "transcription":"x", "medical_specialty":"Surgery 2", "urgent":true }'),
        headers,
      },
      { partition: 2, key, value: Buffer.from('{"number":3,"medical_specialty"'), headers },
    ]);
    await consumeAll(broker.bootstrapServers, topic, place);
    const [load = ''] = await loadsOf(place);
    await desk(place, [
      'fix',
      '--load',
      load,
      '--state',
      'quarantined',
      '--set',
      'medical_specialty=Surgery',
      ...reason,
    ]);
    const text = '{"number":3,"transcription":"mended","medical_specialty":"Surgery"}';
    await desk(place, ['repair', `${load}:r1`, '--text', text, ...reason]);

    const done = await redrive(place, ['--stream', topic, '--to', 'topic']);
    expect(done).toMatchObject({ records: 2, loads: 1, in_bronze: 0 });
    expect(done.partitions).toEqual([{ topic, partition: 2, messages: 2, first_offset: 3, last_offset: 4 }]);
    const back = (await messagesOf(topic)).slice(3);
    expect(back.map(({ value }) => value?.toString())).toEqual([
      '{ "number" : 1.50, "transcription":"x", "medical_specialty":"Surgery", "urgent":true }',
      text,
    ]);
    expect(back.map((message) => message.key)).toEqual([key, key]);
    expect(back.map((message) => message.headers.slice(0, 3))).toEqual([headers, headers]);
    expect(textsOf(back[1])).toMatchObject({
      'bronze-desk-redrive.operation': done.operation,
      'bronze-desk-redrive.original-topic': topic,
      'bronze-desk-redrive.original-partition': '2',
      'bronze-desk-redrive.original-offset': '2',
    });

    expect(await consumeAll(broker.bootstrapServers, topic, place)).toMatchObject({ messages: 2, quarantined: 0 });
    expect(await redrive(place, ['--stream', topic, '--to', 'topic'])).toMatchObject({ records: 0, operation: null });
    await desk(place, ['publish', '--load', load, '--target', place.target], [0, 3]);
    const rows = await bronzeOf(place, 'number, _kafka_offset::INTEGER AS "offset", medical_specialty');
    expect(rows).toEqual([
      { number: '1', offset: 0, medical_specialty: 'Surgery' },
      { number: '1.50', offset: 3, medical_specialty: 'Surgery' },
      { number: '3', offset: 4, medical_specialty: 'Surgery' },
    ]);
    expect(await messagesOf(topic)).toHaveLength(5);
  });
});

const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));

const textsOf = (message: KafkaMessage | undefined): Record<string, string | undefined> =>
  Object.fromEntries((message?.headers ?? []).map(([name, value]) => [name, value?.toString()]));
