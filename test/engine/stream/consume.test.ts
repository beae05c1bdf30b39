import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Input } from '../../../electron/contract/methods.ts';
import type { BatchReport } from '../../../electron/contract/stream.ts';
import { actor, openDesk, type Desk } from '../../support/open-desk.ts';
import { literally, query } from '../../support/parquet.ts';
import { message, ScriptedKafka } from './scripted-kafka.ts';

const good = (number: number): string => JSON.stringify({ number, transcription: 'x', medical_specialty: 'Surgery' });

async function openStream() {
  const kafka = new ScriptedKafka();
  const desk = await openDesk({ kafka });
  const reports: BatchReport[] = [];
  const consume = (more: Partial<Input<'stream.consume'>> = {}, signal?: AbortSignal) =>
    desk.engine.call(
      'stream.consume',
      {
        bootstrap_servers: ['127.0.0.1:9092'],
        topic: 'dictations',
        until: 'caught up',
        batch_ms: 50,
        target: desk.target,
        actor,
        ...more,
      },
      {
        onProgress: ({ batches }) => reports.push(...(batches ?? [])),
        ...(signal === undefined ? {} : { signal }),
      },
    );
  return { kafka, desk, consume, reports };
}

const parquetOf = (target: string): string[] => readdirSync(target).filter((name) => name.endsWith('.parquet'));

async function rowsOf(desk: Desk): Promise<Record<string, unknown>[]> {
  const files = parquetOf(desk.target).map((name) => literally(join(desk.target, name)));
  return query(
    `SELECT * FROM read_parquet([${files.join(', ')}], union_by_name = true) ORDER BY _kafka_partition, _kafka_offset`,
  );
}

describe('a stream', () => {
  it('comes in by batches, each a load with a receipt of offsets and a file with a manifest', async () => {
    const { kafka, desk, consume, reports } = await openStream();
    kafka.add(
      message(0, 0, good(0)),
      message(0, 1, '{"number":1,"transcription":"two","medical_specialty":"Surgery 2"}'),
      message(1, 5, 'no json'),
      message(1, 7, null),
      message(1, 8, '{"number":3,"medical_specialty":null,"late":"x"}'),
    );
    const status = await consume();
    expect(status).toMatchObject({ state: 'stopped', batches: 1, messages: 5, records: 3, rejects: 2, quarantined: 4 });
    const [load] = await desk.engine.call('load.list', {});
    const ranges = [
      { partition: 0, first_offset: 0, last_offset: 1, messages: 2 },
      { partition: 1, first_offset: 5, last_offset: 8, messages: 3 },
    ];
    expect(load).toMatchObject({ source: 'kafka:dictations', records: 3, rejects: 2, clean: 1, quarantined: 4 });
    expect(load?.stream).toMatchObject({ topic: 'dictations', group: 'bronze-desk', ranges, tombstones: 1 });
    const { receipt } = await desk.engine.call('load.get', { load: load?.id ?? '' });
    expect(receipt).toMatchObject({ physical_lines: 5, record_lines: 5, reject_lines: 2, balanced: true });
    expect(receipt.notes).toContain(
      '1 offset in these ranges hold no message: transaction markers, or what compaction removed.',
    );
    expect(parquetOf(desk.target)).toEqual([
      expect.stringMatching(/^stream_batch_\d{8}T\d{9}Z_p0-0-1_p1-5-8_\w{5}\.parquet$/),
    ]);
    expect(reports).toMatchObject([{ load: load?.id, ranges, messages: 5, quarantined: 4, held_back: null }]);
    const [publish] = await desk.engine.call('publish.list', {});
    const { manifest } = await desk.engine.call('publish.manifest', { publish: publish?.id ?? '' });
    expect(manifest.load.stream?.ranges).toEqual(ranges);
    expect(manifest.files[0]?.path).toBe(parquetOf(desk.target)[0]);
    expect(kafka.committed).toEqual(
      new Map([
        [0, 2n],
        [1, 9n],
      ]),
    );
    expect(await desk.engine.call('audit.verify', {})).toMatchObject({ ok: true });
  });

  it('goes on where the store stands, whatever the broker says', async () => {
    const { kafka, desk, consume } = await openStream();
    kafka.add(...[0, 1, 2].map((offset) => message(0, offset, good(offset))));
    await consume();
    kafka.committed.set(0, 0n);
    kafka.add(message(0, 3, good(3)));
    expect(await consume()).toMatchObject({ messages: 1, batches: 1 });
    kafka.committed.set(0, 900n);
    kafka.add(message(0, 4, good(4)));
    expect(await consume()).toMatchObject({ messages: 1 });
    expect((await rowsOf(desk)).map((row) => row['number'])).toEqual(['0', '1', '2', '3', '4']);
  });

  it('keeps the columns it has come to, though a batch has none of a key', async () => {
    const { kafka, desk, consume } = await openStream();
    kafka.add(message(0, 0, '{"transcription":"x","medical_specialty":"Surgery","extra":"1"}'));
    await consume();
    kafka.add(message(0, 1, '{"transcription":"y"}'));
    await consume();
    const [second] = await desk.engine.call('load.list', { limit: 1 });
    expect(second?.columns.map(({ name }) => name)).toEqual(['transcription', 'medical_specialty', 'extra']);
    expect(second).toMatchObject({ quarantined: 1, clean: 0 });
  });

  it('finishes the batch begun when it is cancelled, and that is its regular end', async () => {
    const { kafka, desk, consume } = await openStream();
    const stop = new AbortController();
    const done = consume({ until: 'stopped', batch_ms: 600_000 }, stop.signal);
    kafka.add(message(0, 0, good(0)), message(0, 1, good(1)));
    await expect.poll(async () => (await desk.engine.call('stream.status', {}))[0]?.state).toBe('consuming');
    await expect.poll(() => kafka.waitingNow).toBe(0);
    stop.abort();
    expect(await done).toMatchObject({ state: 'stopped', messages: 2, batches: 1, published_rows: 2 });
    expect(await rowsOf(desk)).toHaveLength(2);
  });

  it('publishes at the next start what was committed and not published', async () => {
    const { kafka, desk, consume } = await openStream();
    kafka.add(message(0, 0, good(0)));
    // A file where the folder of manifests should be: the batch is durable, and cannot be published.
    mkdirSync(desk.target);
    writeFileSync(join(desk.target, '_manifests'), '');
    await expect(consume()).rejects.toMatchObject({ code: 'TARGET_NOT_WRITABLE' });
    expect(await desk.engine.call('load.list', {})).toMatchObject([{ records: 1, published_at: null }]);
    expect(kafka.committed.get(0)).toBeUndefined();
    rmSync(join(desk.target, '_manifests'));
    expect(await consume()).toMatchObject({ messages: 0 });
    expect((await rowsOf(desk)).map((row) => row['number'])).toEqual(['0']);
  });

  it('does not publish a batch of which nothing can be released, and does not try again for ever', async () => {
    const { kafka, desk, consume, reports } = await openStream();
    kafka.add(message(0, 0, '{"number":1,"transcription":"x","medical_specialty":"Surgery 2"}'));
    await consume();
    await consume();
    expect(reports).toMatchObject([{ path: null, held_back: 'No record of it can be released.' }]);
    expect(readdirSync(desk.target)).toEqual([]);
  });

  it('holds back a batch whose checks could not run, and takes the next in', async () => {
    const { kafka, consume, reports } = await openStream();
    const suite = JSON.stringify({
      expectation_suite_name: 'ward',
      expectations: [{ expectation_type: 'expect_column_values_to_not_be_null', kwargs: { column: 'ward' } }],
    });
    kafka.add(message(0, 0, '{"number":0}'));
    expect(await consume({ suite })).toMatchObject({ messages: 1, held_back_batches: 1, published_rows: 0 });
    expect(reports[0]?.held_back).toMatch(/could not run/);
    kafka.add(message(0, 1, '{"number":1,"ward":"A"}'));
    expect(await consume({ suite })).toMatchObject({ messages: 1, held_back_batches: 0, published_rows: 1 });
  });

  it('pauses and resumes, and refuses to be run twice at once', async () => {
    const { kafka, desk, consume } = await openStream();
    kafka.add(message(0, 0, good(0)));
    const stop = new AbortController();
    const done = consume({ until: 'stopped' }, stop.signal);
    const state = async () => (await desk.engine.call('stream.status', {}))[0];
    await expect.poll(async () => (await state())?.messages).toBe(1);
    const stream = (await state())?.stream ?? '';
    expect(await desk.engine.call('stream.pause', { stream })).toMatchObject({ state: 'paused' });
    expect(await desk.engine.call('stream.resume', { stream })).toMatchObject({ state: 'consuming' });
    await expect(consume()).rejects.toMatchObject({ code: 'CONFLICT' });
    stop.abort();
    await done;
    await expect(desk.engine.call('stream.pause', { stream })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a batch under review', () => {
  it('is reviewed, repaired and published again like any load, and keeps its messages', async () => {
    const { kafka, desk, consume } = await openStream();
    kafka.add(
      message(0, 10, good(0)),
      message(0, 11, '{"number":1,"transcription":"x","medical_specialty":"Surgery 2"}', {
        headers: [['site', Buffer.from('north')]],
      }),
      message(1, 20, '{"number":2,"transcription":"x","medical_specialty":"Surgery"'),
    );
    await consume();
    const [load] = await desk.engine.call('load.list', {});
    const id = load?.id ?? '';
    const detail = await desk.engine.call('record.get', { record_id: `${id}:2` });
    expect(detail.source_text.text).toBe('{"number":1,"transcription":"x","medical_specialty":"Surgery 2"}');
    const window = await desk.engine.call('quarantine.window', { filter: { load: id } });
    expect(window.rows.map((row) => row.record_id)).toEqual([`${id}:2`]);
    const why = { actor, reason: 'read again from the tape' };
    await desk.engine.call('review.correct', {
      ...why,
      selection: { load: id, record_ids: [`${id}:2`] },
      set: { medical_specialty: 'Surgery' },
    });
    await desk.engine.call('review.repair', {
      ...why,
      reject: `${id}:r1`,
      text: '{"number":2,"transcription":"x","medical_specialty":"Surgery"}',
    });
    const first = parquetOf(desk.target)[0] ?? '';
    const again = await desk.publish(id, { partition_by: [] });
    expect(again.superseded).toBe(join(desk.target, first));
    expect(existsSync(again.publish.manifest)).toBe(true);
    rmSync(join(desk.target, first));
    const rows = await rowsOf(desk);
    expect(rows).toMatchObject([
      { number: '0', _kafka_partition: 0, _kafka_offset: '10', _review_state: 'clean' },
      { number: '1', _kafka_partition: 0, _kafka_offset: '11', _review_state: 'corrected' },
      { number: '2', _kafka_partition: 1, _kafka_offset: '20', _review_state: 'corrected', _kafka_key: 'key-20' },
    ]);
    expect(rows[1]?.['_kafka_headers']).toEqual([{ key: 'site', value: 'north' }]);
    expect(await desk.engine.call('audit.verify', {})).toMatchObject({ ok: true });
  });
});
