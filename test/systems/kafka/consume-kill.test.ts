import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../../build/bundle.mjs';
import { SeededRandom } from '../../fixtures/seeded-random.mjs';
import {
  consumeAll,
  firstChange,
  makePlace,
  manifests,
  numbered,
  numbersIn,
  orphans,
  sendAll,
  startConsume,
} from './consume-run.ts';
import { missingKafka, startKafka, type KafkaBroker } from './start-kafka.ts';

const missing = missingKafka();

/** The issue's measure is 1,000,000 messages through ten kills. */
const messages = Number(process.env['BRONZE_DESK_KILL_MESSAGES'] ?? 12_000);
const kills = Number(process.env['BRONZE_DESK_KILLS'] ?? 10);
const batchSize = messages > 100_000 ? 10_000 : 100;

describe.skipIf(missing !== null)(`consume, killed${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  let broker: KafkaBroker;
  beforeAll(async () => {
    await bundle();
    broker = await startKafka();
  });
  afterAll(() => broker.stop());

  it(`has each of ${messages} messages once after ${kills} kills at the steps of its work`, async () => {
    using place = makePlace();
    const servers = broker.bootstrapServers;
    const { workspace, target } = place;
    await broker.createTopic('killed', 3);
    await sendAll(servers, 'killed', numbered(0, messages, 3));
    // Landing is written before the store knows; staging after; then the file, then its manifest, then the store again.
    const steps = [
      join(workspace, 'landing'),
      join(target, '.bronze-desk-staging'),
      target,
      join(target, '_manifests'),
      join(workspace, 'desk.duckdb.wal'),
    ];
    const random = new SeededRandom(20_261_123);
    const options = ['--batch-size', String(batchSize), '--quiet'];
    for (let kill = 0; kill < kills; kill += 1) {
      const run = startConsume(servers, 'killed', place, options);
      const times = 1 + random.below(4);
      for (let time = 0; time < times; time += 1) await firstChange(steps[kill % steps.length] ?? target, run);
      run.child.kill('SIGKILL');
      const { code, stderr } = await run.ended;
      expect({ code, stderr }).toMatchObject({ code: null });
    }
    const before = (await numbersIn(target)).length;
    expect(before).toBeLessThan(messages);
    await consumeAll(servers, 'killed', place, options);
    const numbers = await numbersIn(target);
    expect(numbers.length).toBe(messages);
    expect(numbers.every((number, index) => number === index)).toBe(true);
    expect(orphans(target)).toEqual([]);
    expect(sumOfRanges(target)).toBe(messages);
    expect(manifests(target).every(({ manifest }) => manifest.receipt.balanced)).toBe(true);
  });
});

function sumOfRanges(target: string): number {
  const ranges = manifests(target).flatMap(({ manifest }) => manifest.load.stream?.ranges ?? []);
  return ranges.reduce((sum, range) => sum + range.messages, 0);
}
