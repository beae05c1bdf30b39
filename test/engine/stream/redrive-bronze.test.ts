import { readdirSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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
});
