import { existsSync } from 'node:fs';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../../build/bundle.mjs';
import { redriveResultSchema, type RedriveResult } from '../../../electron/contract/redrive.ts';
import type { KafkaMessage, KafkaOutgoing } from '../../../electron/engine/stream/kafka/kafka-client.ts';
import { platformaticClient } from '../../../electron/engine/stream/kafka/platformatic-client.ts';
import { literally, query } from '../../support/parquet.ts';
import { actor, openDesk } from '../../support/open-desk.ts';
import { author } from '../../support/review.ts';
import { consumeAll, makePlace, manifests, numbered, sendAll, type Place } from './consume-run.ts';
import { runDesk, startDesk } from './desk-run.ts';
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

  it('takes every batch of a topic at once, to where each message came from, and to bronze in its batch', async () => {
    const desk = await openDesk();
    const topic = 'bulk';
    await broker.createTopic(topic, 3);
    await sendAll(broker.bootstrapServers, topic, unfit(0, 600, 3));
    const connection = { bootstrap_servers: [...broker.bootstrapServers] };
    const { engine, target } = desk;
    const consumed = { ...connection, topic, target, actor, until: 'caught up', batch_size: 20 } as const;
    expect(await engine.call('stream.consume', consumed)).toMatchObject({ batches: 30, quarantined: 600 });
    for (const { id } of await engine.call('load.list', {})) {
      const selection = { load: id, where: [{ column: 'number', operator: 'matches', value: '[02468]$' }] } as const;
      await engine.call('review.correct', {
        selection: { ...selection, where: [...selection.where] },
        set: { medical_specialty: 'Surgery' },
        ...author,
      });
    }
    const of = { topic };
    const sent = await engine.call('stream.redrive', { of, to: 'topic', connection, ...author });
    expect(sent).toMatchObject({ loads: 30, records: 300 });
    const messages = await messagesOf(topic);
    const [before, back] = [messages.filter(isOriginal), messages.filter((each) => !isOriginal(each))];
    expect(before).toHaveLength(600);
    expect(back.map(({ partition, key }) => [partition, key?.toString()])).toEqual(
      back.map(({ value }) => {
        const { number } = JSON.parse(value?.toString() ?? '') as { number: number };
        return [number % 3, `key ${number}`];
      }),
    );
    for (const partition of [0, 1, 2]) {
      const numbers = back.filter((each) => each.partition === partition).map(numberOf);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
    expect(await engine.call('stream.consume', consumed)).toMatchObject({ messages: 300, published_rows: 300 });

    for (const { id } of await engine.call('load.list', {})) {
      const selection = { load: id, states: ['quarantined' as const] };
      await engine.call('review.correct', { selection, set: { medical_specialty: 'Surgery' }, ...author });
    }
    const brought = await engine.call('stream.redrive', { of, to: 'bronze', target, ...author });
    expect(brought).toMatchObject({ loads: 30, records: 300 });
    const place = { target, workspace: desk.workspace, [Symbol.dispose]: () => undefined };
    const rows = await bronzeOf(place, 'number::INTEGER AS number');
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 600 }, (_, number) => number));
    expect(await engine.call('stream.redrive', { of, to: 'bronze', target, ...author })).toMatchObject({
      publishes: [],
    });
    expect(await engine.call('audit.verify', {})).toMatchObject({ ok: true });
  });

  it('says so when the topic takes no message of that size, and keeps the record from bronze meanwhile', async () => {
    const desk = await openDesk();
    const topic = 'small';
    await broker.createTopic(topic, 1, { 'max.message.bytes': '2000' });
    await sendAll(broker.bootstrapServers, topic, unfit(0, 1, 1));
    const connection = { bootstrap_servers: [...broker.bootstrapServers] };
    const { engine, target } = desk;
    await engine.call('stream.consume', { ...connection, topic, target, actor, until: 'caught up' });
    const [load] = await engine.call('load.list', {});
    const set = { medical_specialty: 'Surgery', transcription: 'x'.repeat(3_000) };
    await engine.call('review.correct', {
      selection: { load: load?.id ?? '', states: ['quarantined'] },
      set,
      ...author,
    });
    const asked = engine.call('stream.redrive', { of: { topic }, to: 'topic', connection, ...author });
    await expect(asked).rejects.toMatchObject({
      code: 'KAFKA_REFUSED',
      message: expect.stringMatching(/messages of that size.*max\.message\.bytes.*1 more may have been/) as string,
    });
    expect(await engine.call('stream.redriven', {})).toMatchObject([{ state: 'may have been sent' }]);
    expect(await messagesOf(topic)).toHaveLength(1);
  });

  it('killed as the broker answers, has each message in the topic once', async () => {
    using place = makePlace();
    const topic = 'killed-redrive';
    const count = 3_000;
    await broker.createTopic(topic, 3);
    await sendAll(broker.bootstrapServers, topic, unfit(0, count, 3));
    await consumeAll(broker.bootstrapServers, topic, place, ['--batch-size', '1500']);
    for (const load of await loadsOf(place)) {
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
    }
    const ends = async (): Promise<bigint> =>
      [...(await broker.endOffsets(topic)).values()].reduce((sum, end) => sum + end, 0n);
    const servers = ['--bootstrap-servers', broker.bootstrapServers.join(',')];
    const asked = [
      'redrive',
      '--stream',
      topic,
      '--to',
      'topic',
      ...servers,
      ...reason,
      '--workspace',
      place.workspace,
    ];
    const written = await ends();
    const run = startDesk([...asked, '--quiet']);
    // The broker has some of it, and the store, most likely, does not know of the last.
    while ((await ends()) === written && run.child.exitCode === null);
    run.child.kill('SIGKILL');
    expect(await run.ended).toMatchObject({ code: null });

    const settled = await redrive(place, ['--stream', topic, '--to', 'topic']);
    const { sent, not_sent: notSent, unknown } = settled.settled;
    expect(unknown).toBe(0);
    expect(sent + notSent).toBeGreaterThan(0);
    const back = (await messagesOf(topic)).filter((each) => !isOriginal(each)).map(numberOf);
    expect(back.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, number) => number));
    expect(await redrive(place, ['--stream', topic, '--to', 'topic'])).toMatchObject({ records: 0 });
    expect(await consumeAll(broker.bootstrapServers, topic, place)).toMatchObject({ quarantined: 0 });
    const rows = await bronzeOf(place, 'number::INTEGER AS number');
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: count }, (_, number) => number));
  });
});

/** Numbered messages whose specialty fails the built-in suite. */
function* unfit(from: number, to: number, partitions: number): Iterable<KafkaOutgoing> {
  for (const message of numbered(from, to, partitions)) {
    yield { ...message, value: Buffer.from((message.value?.toString() ?? '').replace('Surgery', 'Surgery 2')) };
  }
}

const isOriginal = ({ headers }: KafkaMessage): boolean => headers.length === 0;

const numberOf = ({ value }: KafkaMessage): number =>
  (JSON.parse(value?.toString() ?? '') as { number: number }).number;

const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));

const textsOf = (message: KafkaMessage | undefined): Record<string, string | undefined> =>
  Object.fromEntries((message?.headers ?? []).map(([name, value]) => [name, value?.toString()]));
