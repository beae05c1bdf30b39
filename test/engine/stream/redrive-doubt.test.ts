import { afterEach, describe, expect, it, vi } from 'vitest';
import { actor } from '../../support/open-desk.ts';
import { author } from '../../support/review.ts';
import { bad, good, inBronze, openStream } from './redrive-stream.ts';
import { message } from './scripted-kafka.ts';

/** As if an hour had gone by: nothing that was on its way can come any more. */
function later(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
}

/** One record was mended, and the request that was to send it is lost; nothing can come any more. */
async function withOneLost() {
  const stream = await openStream();
  const { kafka, consume, toTopic, newest, mended } = stream;
  kafka.add(message(0, 0, bad(0)));
  await consume();
  const review = await newest();
  await mended(review);
  kafka.fates.push('lost');
  await expect(toTopic()).rejects.toMatchObject({ code: 'KAFKA_UNREACHABLE' });
  later();
  return { ...stream, review };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('redrive to the topic, when not all goes well,', () => {
  it.each([
    ['its answer', 'answer lost', { sent: 1, not_sent: 0, unknown: 0 }, 0],
    ['itself', 'lost', { sent: 0, not_sent: 1, unknown: 0 }, 1],
  ] as const)('a request that lost %s is looked up in the topic, and sent once', async (_, fate, settled, again) => {
    const { kafka, engine, consume, toTopic, newest, mended, values } = await openStream();
    kafka.add(message(0, 0, bad(0)));
    await consume();
    const review = await newest();
    await mended(review);
    kafka.fates.push(fate);
    await expect(toTopic()).rejects.toMatchObject({
      code: 'KAFKA_UNREACHABLE',
      message: expect.stringMatching(/0 of 1 messages were sent before.*; 1 more may have been/) as string,
      details: { sent: 0, may_have_been_sent: 1 },
    });
    expect(await toTopic({ dry_run: true })).toMatchObject({ settled: { sent: 0, not_sent: 0, unknown: 1 } });
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
    const { kafka, toTopic, review, values } = await withOneLost();
    kafka.expired.set(0, 100n);
    expect(await toTopic()).toMatchObject({ settled: { sent: 0, not_sent: 0, unknown: 1 }, records: 0 });
    expect(await review.states()).toEqual({ 1: 'excluded' });
    const again = { sent: 0, not_sent: 1, unknown: 0 };
    expect(await toTopic({ assume: 'not sent' })).toMatchObject({ settled: again, records: 1 });
    expect(values()).toEqual([good(0)]);
  });

  it('takes a person at their word that it was sent, with their reason', async () => {
    const { kafka, engine, toTopic } = await withOneLost();
    kafka.expired.set(0, 100n);
    expect(await toTopic({ assume: 'sent' })).toMatchObject({ settled: { sent: 1, unknown: 0 }, records: 0 });
    const [event] = await engine.call('audit.list', { limit: 1 });
    expect(event).toMatchObject({
      action: 'sent to topic',
      new: 'dictations 0: 1 message, offset not told',
      ...author,
    });
  });

  it.each([
    // Here again, it still does not go to a topic that it did not come from.
    ['the topic was made again', { topicId: 'topic-2' }, { sent: 0, not_sent: 1, unknown: 0 }, 'corrected'],
    // The other cluster may be alive and know better.
    ['the cluster is another', { cluster: 'cluster-2' }, { sent: 0, not_sent: 0, unknown: 1 }, 'excluded'],
  ])('says that nobody can tell where %s', async (_, now, settled, state) => {
    const { kafka, toTopic, review } = await withOneLost();
    Object.assign(kafka, now);
    const unknown = { sent: 0, not_sent: 0, unknown: 1 };
    expect(await toTopic()).toMatchObject({ settled: unknown, records: 0 });
    await expect(toTopic({ of: { load: review.load } })).rejects.toMatchObject({
      code: 'SOURCE_CHANGED',
      message: expect.stringMatching(
        /1 message of an earlier redrive may have been sent and stays excluded.*--to bronze.*--assume/,
      ) as string,
    });
    expect(await toTopic({ dry_run: true, assume: 'not sent' })).toMatchObject({ settled: { not_sent: 0 } });
    expect(await review.states()).toEqual({ 1: 'excluded' });
    expect(await toTopic({ assume: 'not sent' })).toMatchObject({ settled, records: 0 });
    expect(await review.states()).toEqual({ 1: state });
    expect(kafka.sent).toEqual([]);
  });

  it('takes no word of one batch for another, and none where the broker can tell', async () => {
    const { kafka, consume, toTopic, newest, mended } = await openStream();
    const reviews = [];
    kafka.expired.set(0, 100n);
    for (const number of [0, 1, 2]) {
      kafka.add(message(0, number * 10, bad(number)));
      await consume();
      const review = await newest();
      await mended(review);
      kafka.fates.push('lost');
      await expect(toTopic({ of: { load: review.load } })).rejects.toMatchObject({ code: 'KAFKA_UNREACHABLE' });
      reviews.push(review);
      later();
    }
    const [first, second, third] = reviews;
    if (first === undefined || second === undefined || third === undefined) throw new Error('there are no batches');
    // The third was to be sent behind offset 20: the broker still has all that came since.
    kafka.expired.set(0, 15n);
    const asked = await toTopic({ of: { load: first.load }, assume: 'sent' });
    expect(asked).toMatchObject({ settled: { sent: 1, not_sent: 1, unknown: 1 } });
    expect(await first.states()).toEqual({ 1: 'excluded' });
    expect(await second.states()).toEqual({ 1: 'excluded' });
    expect(await third.states()).toEqual({ 1: 'corrected' });
    expect(await toTopic({ of: { load: second.load }, dry_run: true })).toMatchObject({ records: 0 });
    expect(await toTopic()).toMatchObject({ settled: { sent: 0, not_sent: 0, unknown: 1 }, records: 1 });
  });

  it.each([
    ['not sent', { sent: 0, not_sent: 1, unknown: 0 }, ['0']],
    ['sent', { sent: 1, not_sent: 0, unknown: 0 }, []],
  ] as const)('on to bronze, with a topic that is gone, what is said to be %s', async (assume, settled, numbers) => {
    const stream = await withOneLost();
    const { kafka, engine, toTopic, toBronze, review } = stream;
    kafka.topicId = undefined;
    await expect(toTopic({ assume })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringMatching(/1 message of an earlier redrive may have been sent/) as string,
      details: { may_have_been_sent: 1 },
    });
    const unknown = { settled: { sent: 0, not_sent: 0, unknown: 1 }, records: 0 };
    expect(await toBronze()).toMatchObject(unknown);
    expect(await toBronze({ assume, dry_run: true })).toMatchObject(unknown);
    expect(await inBronze(stream)).toEqual([]);
    expect(await toBronze({ assume, of: { load: review.load } })).toMatchObject({ settled });
    expect(await inBronze(stream)).toEqual(numbers);
    expect(await engine.call('audit.verify', {})).toMatchObject({ ok: true });
  });

  it.each([{ topic: 'dictations', group: 'night' }, { topic: 'dictation' }])('is not settled by %o', async (of) => {
    const { toBronze, review } = await withOneLost();
    await expect(toBronze({ of, assume: 'not sent' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await review.states()).toEqual({ 1: 'excluded' });
  });

  it('says of a record in doubt that it may have been sent, and of one that was, that it was', async () => {
    const { kafka, toTopic, review } = await withOneLost();
    const named = { of: { load: review.load }, filter: { record_ids: [`${review.load}:1`] } };
    const reinstated = () => review.reinstate({ load: review.load, states: ['excluded'] });
    kafka.expired.set(0, 100n);
    expect((await toTopic(named)).skipped).toMatchObject([
      { why: expect.stringMatching(/^it may have been sent back/) as string },
    ]);
    expect((await reinstated()).skipped).toMatchObject([
      { why: expect.stringMatching(/^it may have been sent back/) as string },
    ]);
    await toTopic({ assume: 'sent' });
    expect((await toTopic(named)).skipped).toMatchObject([
      { why: expect.stringMatching(/^it was sent back/) as string },
    ]);
    expect((await reinstated()).skipped).toMatchObject([{ why: expect.stringMatching(/^it was sent back/) as string }]);
  });

  it('that is cancelled between two requests has the rest here as it was', async () => {
    const { kafka, consume, toTopic, newest, mended } = await openStream();
    for (let number = 0; number < 600; number += 1) kafka.add(message(0, number, bad(number)));
    await consume({ batch_size: 1_000 });
    const review = await newest();
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
    const { kafka, engine, desk, consume, toTopic, newest, mended } = await openStream();
    for (let round = 0; round < 6; round += 1) {
      kafka.add(message(0, round * 10, bad(round)));
      await consume();
      const review = await newest();
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
    const { kafka, consume, toTopic, newest, mended } = await openStream();
    kafka.add(message(0, 0, bad(0)));
    await consume();
    const review = await newest();
    await mended(review);
    const ended = await Promise.allSettled([toTopic(), toTopic()]);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(ended[1]).toMatchObject({
      reason: { code: 'CONFLICT', message: expect.stringMatching(/under way/) as string },
    });
    expect(kafka.sent).toHaveLength(1);
  });
});
