/** The shortest way from a topic to bronze; `npm test` runs it where a broker is at hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../../build/bundle.mjs';
import { literally, query } from '../../support/parquet.ts';
import { consumeAll, makePlace, manifests, numbersIn, sendAll, startConsume } from './consume-run.ts';
import { missingKafka, startKafka, type KafkaBroker } from './start-kafka.ts';

const missing = missingKafka();

const range = (to: number): number[] => Array.from({ length: to }, (_, number) => number);

describe.skipIf(missing !== null)(`consume, once${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  let broker: KafkaBroker;
  beforeAll(async () => {
    await bundle();
    broker = await startKafka();
  });
  afterAll(() => broker.stop());

  it('takes every message in once, sets aside what fails, and keeps where each came from', async () => {
    using place = makePlace();
    const servers = broker.bootstrapServers;
    await broker.createTopic('mixed', 2);
    const value = (number: number, specialty: string): Buffer =>
      Buffer.from(
        JSON.stringify({ number, transcription: 'a dictation', medical_specialty: specialty, weight: '1.10' }),
      );
    await sendAll(servers, 'mixed', [
      ...range(248).map((number) => ({
        partition: number % 2,
        key: Buffer.from(`key ${number}`),
        value: value(number, number === 7 ? 'Surgery 2' : 'Surgery'),
        headers: [['site', Buffer.from('north')] as const],
        timestamp: 1_763_900_000_000n + BigInt(number),
      })),
      { partition: 0, key: Buffer.from('gone'), value: null, headers: [] },
      { partition: 1, key: null, value: Buffer.from([0xff, 0x7b]), headers: [] },
    ]);
    const run = startConsume(servers, 'mixed', place, ['--until-caught-up', '--json']);
    const { code, stdout } = await run.ended;
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      state: 'stopped',
      messages: 250,
      records: 248,
      rejects: 2,
      quarantined: 3,
      published_rows: 247,
      held_back_batches: 0,
    });
    expect(await numbersIn(place.target)).toEqual(range(248).filter((number) => number !== 7));
    const files = manifests(place.target).flatMap((publish) => publish.files);
    const [row] = await query(
      `SELECT number, weight, _kafka_topic, _kafka_partition, _kafka_offset, epoch_ms(_kafka_timestamp) AS ms,
        decode(_kafka_key) AS key, _kafka_headers[1].key AS name, decode(_kafka_headers[1].value) AS header
      FROM read_parquet([${files.map(literally).join(', ')}]) WHERE number = '9'`,
    );
    expect(row).toEqual({
      number: '9',
      weight: '1.10',
      _kafka_topic: 'mixed',
      _kafka_partition: 1,
      _kafka_offset: '4',
      ms: '1763900000009',
      key: 'key 9',
      name: 'site',
      header: 'north',
    });
    // A second run finds nothing new, although the group was told to begin at the beginning.
    expect(await consumeAll(servers, 'mixed', place)).toMatchObject({ messages: 0, batches: 0 });
  });
});
