import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Input } from '../../../electron/contract/methods.ts';
import type { RedriveResult } from '../../../electron/contract/redrive.ts';
import { literally, query } from '../../support/parquet.ts';
import { actor, openDesk } from '../../support/open-desk.ts';
import { author, Reviewer } from '../../support/review.ts';
import { message, ScriptedKafka } from './scripted-kafka.ts';

const connection = { bootstrap_servers: ['127.0.0.1:9092'] };
const bad = (number: number): string => `{"number":${number},"transcription":"x","medical_specialty":"Surgery 2"}`;
const good = (number: number): string => `{"number":${number},"transcription":"x","medical_specialty":"Surgery"}`;

async function openStream() {
  const kafka = new ScriptedKafka();
  const desk = await openDesk({ kafka });
  const { engine, target } = desk;
  const consume = (more: Partial<Input<'stream.consume'>> = {}) =>
    engine.call('stream.consume', {
      ...connection,
      topic: 'dictations',
      until: 'caught up',
      batch_ms: 50,
      target,
      actor,
      ...more,
    });
  type Meant = Partial<Pick<Input<'stream.redrive'>, 'of' | 'filter' | 'dry_run'>>;
  const toTopic = (more: Meant & { assume?: 'sent' | 'not sent' } = {}, signal?: AbortSignal): Promise<RedriveResult> =>
    engine.call(
      'stream.redrive',
      { of: { topic: 'dictations' }, to: 'topic', connection, ...author, ...more },
      signal === undefined ? {} : { signal },
    );
  const toBronze = (more: Meant = {}): Promise<RedriveResult> =>
    engine.call('stream.redrive', { of: { topic: 'dictations' }, to: 'bronze', target, ...author, ...more });
  /** Oldest first. */
  const reviewers = async (): Promise<Reviewer[]> => {
    const loads = await engine.call('load.list', {});
    return loads.map(({ id }) => new Reviewer(engine, id)).toReversed();
  };
  const mended = async (review: Reviewer) =>
    review.correct({ load: review.load, states: ['quarantined'] }, { medical_specialty: 'Surgery' });
  const values = () => kafka.sent.map(({ value }) => value?.toString());
  return { kafka, desk, engine, consume, toTopic, toBronze, reviewers, mended, values };
}

/** What a reader has who follows the newest manifest of each load. */
async function inBronze({ engine }: Awaited<ReturnType<typeof openStream>>): Promise<string[]> {
  const publishes = await engine.call('publish.list', {});
  const superseded = new Set(publishes.map(({ supersedes }) => supersedes));
  const paths = publishes.map(({ path }) => path).filter((path) => !superseded.has(path));
  if (paths.length === 0) return [];
  const rows = await query<{ number: string }>(
    `SELECT number FROM read_parquet([${paths.map(literally).join(', ')}], union_by_name = true) ORDER BY number::DOUBLE`,
  );
  return rows.map(({ number }) => number);
}

/** As if an hour had gone by: nothing that was on its way can come any more. */
function later(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
}

afterEach(() => {
  vi.useRealTimers();
});

describe('redrive to the topic', () => {
  it('sends a corrected record and a repaired reject with what they came with, once', async () => {
    const { kafka, engine, consume, toTopic, reviewers, mended, values } = await openStream();
    const headers = [
      ['trace', Buffer.from('a')],
      ['\uFEFFtrace', null],
      ['trace', Buffer.from([0xff])],
    ] as const;
    const key = Buffer.from([0xff, 0x00]);
    kafka.add(
      message(0, 0, good(0)),
      message(1, 4, '{"number":2', { headers, key: null }),
      message(1, 6, '{ "number": 1.50, "medical_specialty":"Surgery 2", "transcription":"x" }', { headers, key }),
    );
    await consume();
    const [review] = await reviewers();
    if (review === undefined) throw new Error('there is no load');
    await mended(review);
    await review.repair(
      1,
      `\uFEFF${good(2)}\r\n\n {"number":2.0,"medical_specialty":"Surgery","transcription":"z"} \n`,
    );

    const before = await toTopic({ dry_run: true });
    expect(before).toMatchObject({ operation: null, records: 3, loads: 1, in_bronze: 0 });
    expect(before.sample[0]).toMatchObject({ state: 'corrected', topic: 'dictations', partition: 1, offset: 4 });
    expect(kafka.sent).toEqual([]);

    const done = await toTopic();
    const partition = { topic: 'dictations', partition: 1, messages: 3, first_offset: 7, last_offset: 9 };
    expect(done).toMatchObject({ records: 3, partitions: [partition] });
    // The reject came before the record.
    expect(values()).toEqual([
      good(2),
      ' {"number":2.0,"medical_specialty":"Surgery","transcription":"z"} ',
      '{ "number": 1.50, "medical_specialty":"Surgery", "transcription":"x" }',
    ]);
    expect(kafka.sent.map((sent) => sent.key)).toEqual([null, null, key]);
    expect(kafka.sent.map((sent) => sent.headers.slice(0, 3))).toEqual([headers, headers, headers]);
    expect(kafka.sent[2]?.headers.slice(3).map(([name, value]) => [name, value?.toString()])).toEqual([
      ['bronze-desk-redrive.operation', done.operation],
      ['bronze-desk-redrive.record', `${review.load}:2`],
      ['bronze-desk-redrive.original-topic', 'dictations'],
      ['bronze-desk-redrive.original-partition', '1'],
      ['bronze-desk-redrive.original-offset', '6'],
      ['bronze-desk-redrive.original-timestamp', '1763900000000'],
    ]);
    expect(await toTopic()).toMatchObject({ operation: null, records: 0 });
    expect(kafka.sent).toHaveLength(3);
    expect(await engine.call('stream.redriven', { load: review.load })).toMatchObject([
      { record_id: `${review.load}:2`, state: 'sent', topic: 'dictations', partition: 1, offset: 9 },
      { state: 'sent', offset: 7 },
      { state: 'sent', offset: 8 },
    ]);
  });

  it('comes again as a message, and is in bronze once', async () => {
    const stream = await openStream();
    const { kafka, engine, consume, toTopic, reviewers, mended } = stream;
    kafka.add(message(0, 0, good(0)), message(0, 1, bad(1)), message(0, 2, bad(2)));
    await consume();
    const [review] = await reviewers();
    if (review === undefined) throw new Error('there is no load');
    await mended(review);
    await toTopic({ filter: { where: [{ column: 'number', operator: '=', value: '1' }] } });
    expect(await review.states()).toMatchObject({ 2: 'excluded', 3: 'corrected' });
    expect(await consume()).toMatchObject({ messages: 1, quarantined: 0 });
    await engine.call('publish.run', { load: review.load, target: stream.desk.target, partition_by: [], actor });
    expect(await inBronze(stream)).toEqual(['0', '1', '2']);
    expect(await toTopic({ of: { load: review.load } })).toMatchObject({ records: 0, in_bronze: 1 });
  });

  it('tells the trail and the history who sent what, and why', async () => {
    const { kafka, engine, consume, toTopic, reviewers, mended } = await openStream();
    kafka.add(message(0, 0, bad(0)), message(1, 0, bad(1)));
    await consume();
    const [review] = await reviewers();
    if (review === undefined) throw new Error('there is no load');
    await mended(review);
    const { operation } = await toTopic();
    const [latest] = await engine.call('review.history', { load: review.load });
    expect(latest).toMatchObject({ operation, kind: 'redrive', records: 2, cells: 0, ...author });
    const events = await engine.call('audit.list', { filter: { operation: operation ?? '' } });
    expect(events.toReversed()).toMatchObject([
      { action: 'redrive', record: `${review.load}:1`, old: 'corrected', new: 'excluded', ...author },
      { action: 'redrive', record: `${review.load}:2`, old: 'corrected', new: 'excluded', ...author },
      { action: 'sent to topic', record: null, new: 'dictations 0: 1 message, offsets 1–1; 1: 1 message, offsets 1–1' },
    ]);
    expect(await engine.call('audit.verify', {})).toMatchObject({ ok: true });
  });

  it('cannot be undone, nor can what was sent be released here again', async () => {
    const { kafka, consume, toTopic, reviewers, mended } = await openStream();
    kafka.add(message(0, 0, bad(0)), message(0, 1, '{'));
    await consume();
    const [review] = await reviewers();
    if (review === undefined) throw new Error('there is no load');
    const corrected = await mended(review);
    const repaired = await review.repair(1, good(1));
    const { operation } = await toTopic();
    await expect(review.undo(operation ?? '')).rejects.toMatchObject({ code: 'CONFLICT', message: /cannot be undone/ });
    expect(await review.reinstate(review.ids(1))).toMatchObject({
      operation: null,
      records: 0,
      skipped: [{ record_id: `${review.load}:1`, why: expect.stringContaining(operation ?? '') as string }],
    });
    await expect(review.undo(repaired)).rejects.toMatchObject({ code: 'CONFLICT' });
    await review.undo(corrected);
    expect(await review.states()).toEqual({ 1: 'excluded', 2: 'excluded' });
    expect(await toTopic({ of: { load: review.load }, filter: { record_ids: [`${review.load}:1`] } })).toMatchObject({
      records: 0,
      skipped: [{ record_id: `${review.load}:1`, why: expect.stringContaining('sent back') as string }],
    });
  });

  it('says of each record that was named why it cannot be sent', async () => {
    const { kafka, consume, toTopic, reviewers } = await openStream();
    kafka.add(message(0, 0, good(0)), message(0, 1, bad(1)), message(0, 2, bad(2)), message(0, 3, '{'));
    await consume();
    const [review] = await reviewers();
    if (review === undefined) throw new Error('there is no load');
    await review.exclude(review.ids(3));
    await review.waive(review.ids(2));
    await review.reinstate(review.ids(2));
    const named = review.ids(1, 2, 3, 'r1').record_ids ?? [];
    const { records, skipped } = await toTopic({ of: { load: review.load }, filter: { record_ids: named } });
    expect(records).toBe(0);
    expect(Object.fromEntries(skipped.map(({ record_id: id, why }) => [id.split(':')[1], why]))).toEqual({
      1: expect.stringContaining('never in quarantine') as string,
      2: expect.stringContaining('in quarantine: correct') as string,
      3: expect.stringContaining('excluded') as string,
      r1: expect.stringContaining('still a reject') as string,
    });
  });

  it('gives what was null the kind of value that the key has in the other messages', async () => {
    const { kafka, consume, toTopic, reviewers, values } = await openStream();
    kafka.add(
      message(0, 0, '{"transcription":"x","medical_specialty":"Surgery","a/b~":7,"mixed":1}'),
      message(0, 1, '{"transcription":"x","medical_specialty":"S 2","a/b~":null,"mixed":"1"}'),
      message(0, 2, '{"transcription":"x","medical_specialty":"S 2","mixed":null}'),
    );
    await consume();
    const [review] = await reviewers();
    if (review === undefined) throw new Error('there is no load');
    await review.correct(review.ids(2, 3), { medical_specialty: 'Surgery', 'a/b~': '42' });
    await review.correct(review.ids(3), { mixed: '5' });
    await toTopic();
    expect(values()).toEqual([
      '{"transcription":"x","medical_specialty":"Surgery","a/b~":42,"mixed":"1"}',
      '{"transcription":"x","medical_specialty":"Surgery","mixed":"5","a/b~":42}',
    ]);
  });

  it('takes every batch of the topic at once, as one operation, and leaves what is in bronze', async () => {
    const { kafka, desk, engine, consume, toTopic, reviewers, mended, values } = await openStream();
    for (const number of [0, 1, 2]) {
      kafka.add(message(0, number, bad(number)));
      await consume();
    }
    const all = await reviewers();
    for (const review of all) await mended(review);
    const first = all[0]?.load ?? '';
    await engine.call('publish.run', { load: first, target: desk.target, partition_by: [], actor });
    const done = await toTopic();
    expect(done).toMatchObject({ records: 2, loads: 2 });
    expect(values()).toEqual([good(1), good(2)]);
    const history = await engine.call('review.history', {});
    expect(history.filter(({ operation }) => operation === done.operation)).toHaveLength(2);
    for (const review of all.slice(1)) expect(await review.states()).toEqual({ 1: 'excluded' });
    expect(await all[0]?.states()).toEqual({ 1: 'corrected' });
  });

  it('sends nothing where nobody can tell what is in bronze', async () => {
    const { kafka, desk, engine, consume, toTopic, reviewers, mended } = await openStream();
    kafka.add(message(0, 0, good(0)), message(0, 1, bad(1)));
    await consume();
    const [review] = await reviewers();
    if (review === undefined) throw new Error('there is no load');
    await mended(review);
    rmSync(join(desk.target, '_manifests'), { recursive: true });
    await expect(toTopic()).rejects.toMatchObject({ code: 'CONFLICT', message: /cannot be looked into/ });
    expect(kafka.sent).toEqual([]);
    expect(await engine.call('stream.redriven', {})).toEqual([]);
  });

  it.each([
    ['its answer', 'answer lost', { sent: 1, not_sent: 0, unknown: 0 }, 0],
    ['itself', 'lost', { sent: 0, not_sent: 1, unknown: 0 }, 1],
  ] as const)('a request that lost %s is looked up in the topic, and sent once', async (_, fate, settled, again) => {
    const { kafka, engine, consume, toTopic, reviewers, mended, values } = await openStream();
    kafka.add(message(0, 0, bad(0)));
    await consume();
    const [review] = await reviewers();
    if (review === undefined) throw new Error('there is no load');
    await mended(review);
    kafka.fates.push(fate);
    await expect(toTopic()).rejects.toMatchObject({
      code: 'KAFKA_UNREACHABLE',
      message: /0 of 1 messages were sent before.*; 1 more may have been/,
      details: { sent: 0, may_have_been_sent: 1 },
    });
    const doubtful = await engine.call('stream.redriven', { load: review.load });
    expect(doubtful).toMatchObject([{ state: 'may have been sent', offset: null }]);
    // In doubt it is not published either.
    expect(await review.states()).toEqual({ 1: 'excluded' });
    later();
    expect(await toTopic()).toMatchObject({ settled, records: again });
    expect(values()).toEqual([good(0)]);
    expect(await engine.call('stream.redriven', { load: review.load })).toMatchObject([{ state: 'sent', offset: 1 }]);
    expect(await engine.call('audit.verify', {})).toMatchObject({ ok: true });
  });

  it('keeps what nobody can tell any more out of bronze and out of the topic', async () => {
    const { kafka, consume, toTopic, reviewers, mended, values } = await openStream();
    kafka.add(message(0, 0, bad(0)));
    await consume();
    const [review] = await reviewers();
    if (review === undefined) throw new Error('there is no load');
    await mended(review);
    kafka.fates.push('lost');
    await expect(toTopic()).rejects.toMatchObject({ code: 'KAFKA_UNREACHABLE' });
    kafka.expired.add(0);
    later();
    expect(await toTopic()).toMatchObject({ settled: { sent: 0, not_sent: 0, unknown: 1 }, records: 0 });
    expect(await review.states()).toEqual({ 1: 'excluded' });
    const again = { sent: 0, not_sent: 1, unknown: 0 };
    expect(await toTopic({ assume: 'not sent' })).toMatchObject({ settled: again, records: 1 });
    expect(values()).toEqual([good(0)]);
  });

  it('takes a person at their word that it was sent, with their reason', async () => {
    const { kafka, engine, consume, toTopic, reviewers, mended } = await openStream();
    kafka.add(message(0, 0, bad(0)));
    await consume();
    const [review] = await reviewers();
    if (review === undefined) throw new Error('there is no load');
    await mended(review);
    kafka.fates.push('lost');
    await expect(toTopic()).rejects.toMatchObject({ code: 'KAFKA_UNREACHABLE' });
    kafka.expired.add(0);
    later();
    expect(await toTopic({ assume: 'sent' })).toMatchObject({ settled: { sent: 1, unknown: 0 }, records: 0 });
    const [event] = await engine.call('audit.list', { limit: 1 });
    expect(event).toMatchObject({
      action: 'sent to topic',
      new: 'dictations 0: 1 message, offset not told',
      ...author,
    });
  });

  it('that is cancelled between two requests has the rest here as it was', async () => {
    const { kafka, consume, toTopic, reviewers, mended } = await openStream();
    for (let number = 0; number < 600; number += 1) kafka.add(message(0, number, bad(number)));
    await consume({ batch_size: 1_000 });
    const [review] = await reviewers();
    if (review === undefined) throw new Error('there is no load');
    await mended(review);
    const stop = new AbortController();
    kafka.onWritten = () => stop.abort();
    await expect(toTopic({}, stop.signal)).rejects.toMatchObject({ code: 'CANCELLED', details: { sent: 500 } });
    const states = Object.values(await review.states());
    expect(states.filter((state) => state === 'excluded')).toHaveLength(500);
    expect(states.filter((state) => state === 'corrected')).toHaveLength(100);
    kafka.onWritten = () => undefined;
    expect(await toTopic()).toMatchObject({ records: 100, settled: { sent: 0, not_sent: 0 } });
    expect(new Set(kafka.sent.map(({ value }) => value?.toString())).size).toBe(600);
    expect(kafka.sent).toHaveLength(600);
  });

  it('and a publish at the same time never both have the record', async () => {
    const { kafka, engine, desk, consume, toTopic, reviewers, mended } = await openStream();
    for (let round = 0; round < 6; round += 1) {
      kafka.add(message(0, round * 10, bad(round)));
      await consume();
      const review = (await reviewers()).at(-1);
      if (review === undefined) throw new Error('there is no load');
      await mended(review);
      const of = { load: review.load };
      const publish = () =>
        engine.call('publish.run', { load: review.load, target: desk.target, partition_by: [], actor });
      kafka.log.length = 0;
      const both = round % 2 === 0 ? [toTopic({ of }), publish()] : [publish(), toTopic({ of })];
      const ended = await Promise.allSettled<unknown>(both);
      for (const each of ended) if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'CONFLICT' });
      const published = (await engine.call('publish.list', { load: review.load }))[0]?.rows ?? 0;
      const redriven = (await engine.call('stream.redriven', { load: review.load })).length;
      expect(published + redriven).toBe(1);
    }
  });

  it('goes one at a time', async () => {
    const { kafka, consume, toTopic, reviewers, mended } = await openStream();
    kafka.add(message(0, 0, bad(0)));
    await consume();
    const [review] = await reviewers();
    if (review === undefined) throw new Error('there is no load');
    await mended(review);
    const ended = await Promise.allSettled([toTopic(), toTopic()]);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(ended[1]).toMatchObject({ reason: { code: 'CONFLICT', message: /under way/ } });
    expect(kafka.sent).toHaveLength(1);
  });

  it('refuses another cluster for a load that is named, and leaves such batches out of a bulk', async () => {
    const { kafka, consume, toTopic, reviewers, mended } = await openStream();
    kafka.add(message(0, 0, bad(0)));
    await consume();
    const [review] = await reviewers();
    if (review === undefined) throw new Error('there is no load');
    await mended(review);
    kafka.cluster = 'cluster-2';
    await expect(toTopic({ of: { load: review.load } })).rejects.toMatchObject({
      code: 'SOURCE_CHANGED',
      message: /another Kafka cluster/,
    });
    expect(await toTopic()).toMatchObject({ records: 0, elsewhere: 1 });
    expect(kafka.sent).toEqual([]);
  });

  it('refuses a load of files, and a topic nothing was taken of', async () => {
    const { desk, toTopic } = await openStream();
    const { load } = await desk.loadText('wards.csv', 'a\n1\n');
    await expect(toTopic({ of: { load: load.id } })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(toTopic()).rejects.toMatchObject({ code: 'NOT_FOUND', message: /No batch of the topic/ });
  });
});

describe('redrive to bronze', () => {
  it('publishes each batch again in the place of its own, and only where there is something new', async () => {
    const stream = await openStream();
    const { kafka, desk, engine, consume, toBronze, reviewers, mended } = stream;
    for (const number of [0, 10, 20]) {
      kafka.add(message(0, number, good(number)), message(0, number + 1, bad(number + 1)));
      await consume();
    }
    const [first, second] = await reviewers();
    if (first === undefined || second === undefined) throw new Error('there are no loads');
    await mended(first);
    await mended(second);
    expect(await toBronze({ dry_run: true })).toMatchObject({
      records: 2,
      loads: 2,
      publishes: [{ rows: 2 }, { rows: 2 }],
    });
    expect(readdirSync(desk.target).filter((name) => name.endsWith('.parquet'))).toHaveLength(3);
    const done = await toBronze();
    expect(done.publishes).toMatchObject([
      { load: first.load, rows: 2, superseded: expect.stringContaining('stream_batch_') as string, held_back: null },
      { load: second.load, rows: 2 },
    ]);
    expect(done.publishes[0]?.path).toMatch(/stream_batch_.*\.parquet$/);
    expect(await inBronze(stream)).toEqual(['0', '1', '10', '11', '20']);
    const events = await engine.call('audit.list', { filter: { operation: done.operation ?? '', load: first.load } });
    expect(events.toReversed()).toMatchObject([
      { action: 'redrive', record: `${first.load}:2`, old: 'corrected', new: done.publishes[0]?.path, ...author },
      { action: 'redrive', record: null, new: done.publishes[0]?.path, ...author },
    ]);
    expect(await toBronze()).toMatchObject({ operation: null, records: 0, publishes: [] });
    await expect(first.undo(done.operation ?? '')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('takes out, and brings anew, what was changed since it was published', async () => {
    const stream = await openStream();
    const { kafka, consume, toBronze, reviewers, mended } = stream;
    kafka.add(message(0, 0, good(0)), message(0, 1, bad(1)), message(0, 2, bad(2)));
    await consume();
    const [review] = await reviewers();
    if (review === undefined) throw new Error('there is no load');
    await mended(review);
    await toBronze();
    await review.exclude(review.ids(2));
    expect((await toBronze()).publishes).toMatchObject([{ rows: 2 }]);
    await review.correct(review.ids(3), { number: '9' });
    expect((await toBronze()).publishes).toMatchObject([{ rows: 2 }]);
    expect(await inBronze(stream)).toEqual(['0', '9']);
    expect((await toBronze()).publishes).toEqual([]);
  });

  it('keeps the layout that the stream was published in', async () => {
    const { kafka, desk, consume, toBronze, reviewers, mended, engine } = await openStream();
    kafka.add(message(0, 0, good(0)), message(0, 1, bad(1)));
    await consume({ partition_by: ['medical_specialty'], compression: 'zstd' });
    kafka.add(message(0, 2, bad(2)));
    await consume({ partition_by: ['medical_specialty'], compression: 'zstd' });
    const [, second] = await reviewers();
    if (second === undefined) throw new Error('there is no load');
    await mended(second);
    const { publishes } = await toBronze();
    expect(publishes).toMatchObject([{ load: second.load, rows: 1, superseded: null }]);
    const [latest] = await engine.call('publish.list', { load: second.load });
    const { manifest } = await engine.call('publish.manifest', { publish: latest?.id ?? '' });
    expect(manifest).toMatchObject({ partition_by: ['medical_specialty'], compression: 'zstd' });
    expect(readdirSync(desk.target).filter((name) => name.startsWith('stream_batch_'))).toHaveLength(2);
  });

  it('publishes into a folder that was emptied since', async () => {
    const { kafka, desk, consume, toBronze, reviewers, mended } = await openStream();
    kafka.add(message(0, 0, good(0)), message(0, 1, bad(1)));
    await consume();
    const [review] = await reviewers();
    if (review === undefined) throw new Error('there is no load');
    await mended(review);
    rmSync(desk.target, { recursive: true });
    expect((await toBronze()).publishes).toMatchObject([{ rows: 2 }]);
  });
});
