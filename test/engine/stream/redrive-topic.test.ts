import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actor } from '../../support/open-desk.ts';
import { author } from '../../support/review.ts';
import { bad, good, inBronze, openStream } from './redrive-stream.ts';
import { message } from './scripted-kafka.ts';

describe('redrive to the topic', () => {
  it('sends a corrected record and a repaired reject with what they came with, once', async () => {
    const { kafka, engine, consume, toTopic, newest, mended, values } = await openStream();
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
    const review = await newest();
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
    const { kafka, engine, consume, toTopic, newest, mended } = stream;
    kafka.add(message(0, 0, good(0)), message(0, 1, bad(1)), message(0, 2, bad(2)));
    await consume();
    const review = await newest();
    await mended(review);
    await toTopic({ filter: { where: [{ column: 'number', operator: '=', value: '1' }] } });
    expect(await review.states()).toMatchObject({ 2: 'excluded', 3: 'corrected' });
    expect(await consume()).toMatchObject({ messages: 1, quarantined: 0 });
    await engine.call('publish.run', { load: review.load, target: stream.desk.target, partition_by: [], actor });
    expect(await inBronze(stream)).toEqual(['0', '1', '2']);
    expect(await toTopic({ of: { load: review.load } })).toMatchObject({ records: 0, in_bronze: 1 });
  });

  it('tells the trail and the history who sent what, and why', async () => {
    const { kafka, engine, consume, toTopic, newest, mended } = await openStream();
    kafka.add(message(0, 0, bad(0)), message(1, 0, bad(1)));
    await consume();
    const review = await newest();
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
    const { kafka, consume, toTopic, newest, mended } = await openStream();
    kafka.add(message(0, 0, bad(0)), message(0, 1, '{'));
    await consume();
    const review = await newest();
    const corrected = await mended(review);
    const repaired = await review.repair(1, good(1));
    const { operation } = await toTopic();
    await expect(review.undo(operation ?? '')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/cannot be undone/) as string,
    });
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
    const { kafka, consume, toTopic, newest } = await openStream();
    kafka.add(message(0, 0, good(0)), message(0, 1, bad(1)), message(0, 2, bad(2)), message(0, 3, '{'));
    await consume();
    const review = await newest();
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
    const { kafka, consume, toTopic, newest, values } = await openStream();
    kafka.add(
      message(0, 0, '{"transcription":"x","medical_specialty":"Surgery","a/b~":7,"mixed":1}'),
      message(0, 1, '{"transcription":"x","medical_specialty":"S 2","a/b~":null,"mixed":"1"}'),
      message(0, 2, '{"transcription":"x","medical_specialty":"S 2","mixed":null}'),
    );
    await consume();
    const review = await newest();
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

  it('sends nothing of a batch where nobody can tell what is in bronze, and of the topic all the others', async () => {
    const { kafka, desk, engine, consume, toTopic, reviewers, mended, values } = await openStream();
    kafka.add(message(0, 0, good(0)), message(0, 1, bad(1)));
    await consume();
    rmSync(join(desk.target, '_manifests'), { recursive: true });
    kafka.add(message(0, 2, bad(2)));
    await consume();
    const [first, second] = await reviewers();
    if (first === undefined || second === undefined) throw new Error('there are no loads');
    // Of a batch that has nothing to send, nobody need tell anything.
    expect(await toTopic({ of: { load: first.load } })).toMatchObject({ records: 0, undecided: [] });
    await mended(first);
    await mended(second);
    await expect(toTopic({ of: { load: first.load } })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/cannot be looked into/) as string,
    });
    expect(await engine.call('stream.redriven', {})).toEqual([]);
    const undecided = [
      { load: first.load, why: expect.stringMatching(/cannot be looked into.*Bring the folder/) as string },
    ];
    expect(await toTopic({ dry_run: true })).toMatchObject({ records: 1, loads: 1, undecided });
    expect(await toTopic()).toMatchObject({ records: 1, loads: 1, undecided });
    expect(values()).toEqual([good(2)]);
    expect(await first.states()).toEqual({ 2: 'corrected' });
  });

  it('refuses another cluster for a load that is named, and leaves such batches out of a bulk', async () => {
    const { kafka, consume, toTopic, newest, mended } = await openStream();
    kafka.add(message(0, 0, bad(0)));
    await consume();
    const review = await newest();
    await mended(review);
    kafka.cluster = 'cluster-2';
    await expect(toTopic({ of: { load: review.load } })).rejects.toMatchObject({
      code: 'SOURCE_CHANGED',
      message: expect.stringMatching(/another Kafka cluster/) as string,
    });
    expect(await toTopic()).toMatchObject({ records: 0, elsewhere: 1 });
    expect(kafka.sent).toEqual([]);
  });

  it('refuses a load of files, and a topic nothing was taken of', async () => {
    const { desk, toTopic } = await openStream();
    const { load } = await desk.loadText('wards.csv', 'a\n1\n');
    await expect(toTopic({ of: { load: load.id } })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(toTopic()).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringMatching(/No batch of the topic/) as string,
    });
  });

  it('passes over batches without a column that the filter names, unless none has it', async () => {
    const { kafka, consume, toTopic, reviewers, mended, values } = await openStream();
    kafka.add(message(0, 0, bad(0)));
    await consume();
    const later = '{"number":1,"transcription":"x","medical_specialty":"Surgery 2","ward":"1"}';
    kafka.add(message(0, 1, later));
    await consume();
    for (const review of await reviewers()) await mended(review);
    const where = (column: string) => ({ filter: { where: [{ column, operator: 'is not null' as const }] } });
    await expect(toTopic(where('wrad'))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/no column “wrad”/) as string,
    });
    expect(await toTopic(where('ward'))).toMatchObject({ loads: 1, records: 1 });
    expect(values()).toEqual([later.replace('Surgery 2', 'Surgery')]);
  });
});
