import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actor, openDesk } from '../../support/open-desk.ts';
import { literally, query, quoted, run } from '../../support/parquet.ts';
import { author } from '../../support/review.ts';
import { bad, good, inBronze, openStream } from './redrive-stream.ts';
import { message } from './scripted-kafka.ts';

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
    const { kafka, consume, toBronze, newest, mended } = stream;
    kafka.add(message(0, 0, good(0)), message(0, 1, bad(1)), message(0, 2, bad(2)));
    await consume();
    const review = await newest();
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
    const { kafka, desk, consume, toBronze, newest, mended } = await openStream();
    kafka.add(message(0, 0, good(0)), message(0, 1, bad(1)));
    await consume();
    const review = await newest();
    await mended(review);
    rmSync(desk.target, { recursive: true });
    expect((await toBronze()).publishes).toMatchObject([{ rows: 2 }]);
  });

  it('tells why, and what came with it, also of a publish that was cut short before it was told', async () => {
    const { kafka, desk, engine, consume, toBronze, newest, mended } = await openStream();
    kafka.add(message(0, 0, good(0)), message(0, 1, bad(1)));
    await consume();
    const review = await newest();
    await mended(review);
    const { operation, publishes } = await toBronze();
    const filter = { operation: operation ?? '' };
    const told = await engine.call('audit.list', { filter });
    expect(told).toHaveLength(2);
    await engine.close();
    const [last] = told;
    await run(`ATTACH ${quoted(join(desk.workspace, 'desk.duckdb'))} AS cut`);
    // What was told is not kept twice: the trail has it.
    expect(await query('SELECT redrive FROM cut.publish WHERE redrive IS NOT NULL')).toEqual([]);
    // As it stood before it was told: intended, with what was to be told of it.
    const published = `(SELECT id FROM cut.publish WHERE path = ${quoted(publishes[0]?.path ?? '')})`;
    const redrive = { operation, reason: author.reason, records: [{ ordinal: 2, state: 'corrected' }] };
    await run(`DELETE FROM cut.audit_event WHERE seq >=
      (SELECT min(seq) FROM cut.audit_event WHERE operation = ${published})`);
    await run(`DELETE FROM cut.operation WHERE id = ${quoted(operation ?? '')}`);
    await run(`UPDATE cut.publish SET state = 'intended', redrive = ${quoted(JSON.stringify(redrive))}
      WHERE id = ${published}`);
    await run('DETACH cut');
    const again = await openDesk({ workspace: desk.workspace, target: desk.target });
    const shape = ({ action, record, old, new: now, actor, reason }: (typeof told)[number]) => ({
      action,
      record,
      old,
      now,
      actor,
      reason,
    });
    const toldAgain = await again.engine.call('audit.list', { filter });
    expect(toldAgain.map(shape)).toEqual(told.map(shape));
    expect(last).toMatchObject({ new: publishes[0]?.path, ...author });
    expect(await again.engine.call('review.history', { load: review.load })).toMatchObject([
      { operation, records: 1 },
      {},
    ]);
    expect(await again.engine.call('audit.verify', {})).toMatchObject({ ok: true });
  });

  it('claims no batch that somebody else publishes meanwhile', async () => {
    const { kafka, desk, engine, consume, toBronze, reviewers, mended } = await openStream();
    for (const number of [0, 1, 2, 3, 4, 5]) {
      kafka.add(message(0, number, bad(number)));
      await consume();
    }
    const all = await reviewers();
    for (const review of all) await mended(review);
    const last = all.at(-1)?.load ?? '';
    let byHand: Promise<unknown> | undefined;
    const publishByHand = () =>
      engine.call('publish.run', { load: last, target: desk.target, partition_by: [], actor });
    const { operation, publishes } = await toBronze({}, ({ phase, done, total }) => {
      if (phase === 'choosing' && done === total) byHand = publishByHand();
    });
    await byHand;
    expect(publishes.map(({ load }) => load)).toEqual(all.slice(0, -1).map(({ load }) => load));
    expect(await engine.call('audit.list', { filter: { operation: operation ?? '', load: last } })).toEqual([]);
    expect(await engine.call('publish.list', { load: last })).toHaveLength(1);
  });

  it('tells of no record that somebody takes out meanwhile', async () => {
    const stream = await openStream();
    const { kafka, engine, consume, toBronze, newest, mended } = stream;
    for (let round = 0; round < 6; round += 1) {
      kafka.add(message(0, round * 10, bad(round * 10)), message(0, round * 10 + 1, bad(round * 10 + 1)));
      await consume();
      const review = await newest();
      await mended(review);
      const [{ operation }] = await Promise.all([
        toBronze({ of: { load: review.load } }),
        review.exclude(review.ids(1)).catch(() => undefined),
      ]);
      const events = await engine.call('audit.list', { filter: { operation: operation ?? '', load: review.load } });
      const told = events.flatMap(({ record }) => (record === null ? [] : [record]));
      const path = events.find(({ record }) => record === null)?.new ?? '';
      const rows = await query<{ id: string }>(`SELECT _record_id AS id FROM read_parquet(${literally(path)})`);
      expect(told.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    }
  });
});
