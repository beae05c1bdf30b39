import { describe, expect, it } from 'vitest';
import type { Input } from '../../../electron/contract/methods.ts';
import { actor, openDesk } from '../../support/open-desk.ts';
import { author } from '../../support/review.ts';
import { message, ScriptedKafka } from './scripted-kafka.ts';

const connection = { bootstrap_servers: ['127.0.0.1:9092'] };

async function openStream() {
  const kafka = new ScriptedKafka();
  const desk = await openDesk({ kafka });
  const consume = () =>
    desk.engine.call('stream.consume', {
      ...connection,
      topic: 'dictations',
      until: 'caught up',
      batch_ms: 50,
      target: desk.target,
      actor,
    });
  const redrive = (more: Partial<Input<'stream.redrive'>> = {}) =>
    desk.engine.call('stream.redrive', {
      of: { topic: 'dictations' },
      to: 'topic',
      connection,
      ...author,
      ...more,
    } as Input<'stream.redrive'>);
  return { kafka, desk, consume, redrive };
}

describe('redrive to the topic', () => {
  it('sends a corrected record and a repaired reject with what they came with, once', async () => {
    const { kafka, desk, consume, redrive } = await openStream();
    const headers = [
      ['trace', Buffer.from('a')],
      ['trace', null],
    ] as const;
    kafka.add(
      message(0, 0, '{"number":0,"transcription":"x","medical_specialty":"Surgery"}'),
      message(1, 4, '{ "number": 1.50, "transcription":"x", "medical_specialty":"Surgery 2" }', { headers }),
      message(1, 6, '{"number":2', { headers, key: null }),
    );
    await consume();
    const [load] = await desk.engine.call('load.list', {});
    const id = load?.id ?? '';
    await desk.engine.call('review.correct', {
      selection: { load: id, states: ['quarantined'] },
      set: { medical_specialty: 'Surgery', number: '7' },
      ...author,
    });
    await desk.engine.call('review.repair', {
      reject: `${id}:r1`,
      text: '{"number":2,"transcription":"y","medical_specialty":"Surgery"}',
      ...author,
    });
    const before = await redrive({ dry_run: true });
    expect(before).toMatchObject({ operation: null, records: 2, loads: 1, in_bronze: 0 });
    expect(kafka.sent).toHaveLength(0);
    const done = await redrive();
    expect(done.partitions).toEqual([
      { topic: 'dictations', partition: 1, messages: 2, first_offset: 7, last_offset: 8 },
    ]);
    expect(kafka.sent.map(({ value }) => value?.toString())).toEqual([
      '{ "number": 7, "transcription":"x", "medical_specialty":"Surgery" }',
      '{"number":2,"transcription":"y","medical_specialty":"Surgery"}',
    ]);
    expect(kafka.sent[0]?.headers.slice(0, 2)).toEqual(headers);
    expect((await redrive()).records).toBe(0);
    expect(kafka.sent).toHaveLength(2);
    expect(await desk.engine.call('audit.verify', {})).toMatchObject({ ok: true });
    expect(await consume()).toMatchObject({ messages: 2, records: 2, quarantined: 0 });
  });
});
