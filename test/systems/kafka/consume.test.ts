import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../../build/bundle.mjs';
import {
  consumeAll,
  makePlace,
  manifests,
  numbered,
  numbersIn,
  orphans,
  sendAll,
  startConsume,
  type Run,
} from './consume-run.ts';
import { missingKafka, startKafka, type KafkaBroker } from './start-kafka.ts';

const missing = missingKafka();

const range = (to: number): number[] => Array.from({ length: to }, (_, number) => number);

describe.skipIf(missing !== null)(
  `consume against a real broker${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    let broker: KafkaBroker;
    beforeAll(async () => {
      await bundle();
      broker = await startKafka();
    });
    afterAll(() => broker.stop());

    it('finishes the batch begun when it is interrupted, and says what was taken', async () => {
      using place = makePlace();
      await broker.createTopic('interrupted', 1);
      await sendAll(broker.bootstrapServers, 'interrupted', numbered(0, 130, 1));
      const run = startConsume(broker.bootstrapServers, 'interrupted', place, ['--jsonl', '--batch-ms', '600000']);
      await run.printed((stdout) => stdout.includes('"messages":100'));
      run.child.kill('SIGINT');
      const { code, stdout } = await run.ended;
      expect(code).toBe(0);
      const batches = stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { messages: number }).messages);
      expect(batches[0]).toBe(100);
      const taken = batches.reduce((sum, messages) => sum + messages, 0);
      expect(await numbersIn(place.target)).toEqual(range(taken));
      await consumeAll(broker.bootstrapServers, 'interrupted', place);
      expect(await numbersIn(place.target)).toEqual(range(130));
    });

    it('goes on where it stood when the broker was killed and came back', async () => {
      using place = makePlace();
      await broker.createTopic('restarted', 2);
      await sendAll(broker.bootstrapServers, 'restarted', numbered(0, 5_000, 2));
      const run = startConsume(broker.bootstrapServers, 'restarted', place, ['--jsonl']);
      await run.printed((stdout) => stdout.split('\n').length > 3);
      await broker.kill();
      await run.printed((_stdout, stderr) => stderr.includes('"broker unreachable"'));
      await broker.restart();
      await sendAll(broker.bootstrapServers, 'restarted', numbered(5_000, 6_000, 2));
      await run.printed((stdout) => sumOf(stdout) === 6_000);
      run.child.kill('SIGINT');
      expect((await run.ended).code).toBe(0);
      expect(await numbersIn(place.target)).toEqual(range(6_000));
    });

    it('loses and doubles nothing when a second consumer joins the group and the first leaves it', async () => {
      using one = makePlace();
      using two = makePlace(one.target);
      await broker.createTopic('shared', 4);
      await sendAll(broker.bootstrapServers, 'shared', numbered(0, 20_000, 4));
      const first = startConsume(broker.bootstrapServers, 'shared', one, ['--jsonl']);
      await first.printed((stdout) => sumOf(stdout) > 1_000);
      const second = startConsume(broker.bootstrapServers, 'shared', two, ['--jsonl']);
      const sent = await feedUntilShared(first, second, 20_000);
      first.child.kill('SIGINT');
      const gone = await first.ended;
      expect(gone.code).toBe(0);
      const all = sent + 1_000;
      await sendAll(broker.bootstrapServers, 'shared', numbered(sent, all, 4));
      await second.printed((stdout) => sumOf(stdout) + sumOf(gone.stdout) >= all);
      second.child.kill('SIGINT');
      expect((await second.ended).code).toBe(0);
      // The first workspace takes its partitions back: what the other one took meanwhile is not taken again.
      expect(await consumeAll(broker.bootstrapServers, 'shared', one)).toMatchObject({ messages: 0 });
      expect(await numbersIn(one.target)).toEqual(range(all));
      expect(orphans(one.target)).toEqual([]);
    });

    /** However fast the first is: messages go on coming until the second has had its share. Answers how many were sent. */
    async function feedUntilShared(first: Run, second: Run, already: number): Promise<number> {
      let sent = already;
      let [ofFirst, ofSecond] = [0, 0];
      const looked = (): boolean => ofSecond > 500 || ofFirst + ofSecond >= sent;
      for (;;) {
        await Promise.race([
          first.printed((stdout) => ((ofFirst = sumOf(stdout)), looked())),
          second.printed((stdout) => ((ofSecond = sumOf(stdout)), looked())),
        ]);
        if (ofSecond > 500) return sent;
        await sendAll(broker.bootstrapServers, 'shared', numbered(sent, sent + 1_000, 4));
        sent += 1_000;
      }
    }

    it('publishes a batch as a folder of partitions where that is asked for', async () => {
      using place = makePlace();
      await broker.createTopic('parted', 1);
      await sendAll(broker.bootstrapServers, 'parted', numbered(0, 150, 1));
      await consumeAll(broker.bootstrapServers, 'parted', place, ['--partition-by', 'ingest_date,medical_specialty']);
      const published = manifests(place.target);
      expect(published.map(({ manifest }) => manifest.counts.rows).sort((one, other) => other - one)).toEqual([
        100, 50,
      ]);
      expect(published[0]?.files[0]).toMatch(
        /stream_batch_\d{8}T\d{9}Z_p0-\d+-\d+_\w{5}\/ingest_date=\d{4}-\d\d-\d\d\/medical_specialty=Surgery\/part-0\.parquet$/,
      );
      expect(await numbersIn(place.target)).toEqual(range(150));
    });
  },
);

function sumOf(stdout: string): number {
  return stdout
    .split('\n')
    .slice(0, -1)
    .reduce((sum, line) => sum + (JSON.parse(line) as { messages: number }).messages, 0);
}

describe.skipIf(missing !== null)('consume over TLS, signed in with SCRAM', () => {
  it('takes the certificate and the password from files, and says neither', async () => {
    await bundle();
    await using broker = await startKafka({ sasl: 'SCRAM-SHA-512', tls: true });
    using place = makePlace();
    await broker.createTopic('private', 1);
    await sendAll(broker.internalServers, 'private', numbered(0, 10, 1));
    const ca = join(place.workspace, '..', 'ca.pem');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(ca, broker.certificates?.ca ?? '');
    const options = [
      '--tls-ca',
      ca,
      '--sasl-mechanism',
      'SCRAM-SHA-512',
      '--sasl-username',
      broker.credentials.username,
    ];
    const end = ['--until-caught-up', '--json'];
    const env = { BRONZE_DESK_KAFKA_SASL_PASSWORD: broker.credentials.password };
    const run = await startConsume(broker.bootstrapServers, 'private', place, [...options, ...end], env).ended;
    expect(run.code).toBe(0);
    expect(await numbersIn(place.target)).toEqual(range(10));
    const refused = await startConsume(broker.bootstrapServers, 'private', place, [...options, ...end], {
      BRONZE_DESK_KAFKA_SASL_PASSWORD: 'not-the-password',
    }).ended;
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('KAFKA_REFUSED');
    expect(`${refused.stdout}${refused.stderr}`).not.toContain('not-the-password');
    rmSync(ca);
  });
});
