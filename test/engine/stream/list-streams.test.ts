import { describe, expect, it } from 'vitest';
import type { StreamName } from '../../../electron/contract/stream.ts';
import { actor, openDesk } from '../../support/open-desk.ts';
import { message, ScriptedKafka } from './scripted-kafka.ts';

const name: StreamName = { cluster: 'cluster-1', topic: 'dictations', topic_id: 'topic-1', group: 'bronze-desk' };
const good = (number: number): string => JSON.stringify({ number, transcription: 'x', medical_specialty: 'Surgery' });
const bad = (number: number): string => JSON.stringify({ number, transcription: 'x', medical_specialty: 'Surgery 2' });

/** Three batches of two messages: all good; one bad record; a reject and a bad record. */
async function threeBatches() {
  const kafka = new ScriptedKafka();
  const desk = await openDesk({ kafka });
  const values = [good(0), good(1), good(2), bad(3), 'no json', bad(5)];
  kafka.add(...values.map((value, offset) => message(0, offset, value)));
  await desk.engine.call('stream.consume', {
    bootstrap_servers: ['127.0.0.1:9092'],
    topic: 'dictations',
    until: 'caught up',
    batch_size: 2,
    batch_ms: 60_000,
    target: desk.target,
    actor,
  });
  return desk;
}

describe('the list of streams', () => {
  it('adds the batches of a stream up, and follows what is decided about them', async () => {
    const { engine } = await threeBatches();
    const sums = { name, running: null, batches: 3, messages: 6, records: 5, rejects: 1 };
    expect(await engine.call('stream.list', {})).toMatchObject([
      { ...sums, quarantined: 3, quarantined_batches: 2, excluded: 0, unpublished_batches: 1 },
    ]);
    const { total, loads } = await engine.call('stream.loads', { name, only: 'quarantined' });
    expect(total).toBe(2);
    const [newest] = loads;
    await engine.call('review.exclude', {
      selection: { load: newest!.id, states: ['quarantined'] },
      actor,
      reason: 'Sent by mistake',
    });
    // The reject of that batch still waits.
    expect(await engine.call('stream.list', {})).toMatchObject([
      { ...sums, quarantined: 2, quarantined_batches: 2, excluded: 1 },
    ]);
    await engine.close();
  });

  it('hands batches out page by page, and files apart from them', async () => {
    const { engine } = await threeBatches();
    const all = await engine.call('load.list', {});
    const second = await engine.call('stream.loads', { name, limit: 1, offset: 1 });
    expect(second).toMatchObject({ total: 3, loads: [{ id: all[1]?.id }] });
    expect(await engine.call('stream.loads', { name: { ...name, group: 'another' } })).toEqual({ total: 0, loads: [] });
    expect(await engine.call('load.list', { kind: 'files' })).toEqual([]);
    expect((await engine.call('stream.loads', { name, only: 'unpublished' })).total).toBe(1);
    await engine.close();
  });
});

describe('a record of a stream', () => {
  it('says which message it came in, with its key and headers byte by byte', async () => {
    const kafka = new ScriptedKafka();
    const desk = await openDesk({ kafka });
    kafka.add(
      {
        ...message(1, 7, bad(0)),
        key: Buffer.from('patient 7'),
        timestamp: 1_700_000_000_000n,
        headers: [
          ['source', Buffer.from('ward')],
          ['empty', Buffer.alloc(0)],
          ['none', null],
          ['source', Buffer.from([0xff, 0x00])],
        ],
      },
      { ...message(1, 8, null), key: null, timestamp: -1n },
    );
    await desk.engine.call('stream.consume', {
      bootstrap_servers: ['127.0.0.1:9092'],
      topic: 'dictations',
      until: 'caught up',
      batch_ms: 50,
      target: desk.target,
      actor,
    });
    const [load] = await desk.engine.call('load.list', {});
    const { message: ofRecord } = await desk.engine.call('record.get', { record_id: `${load!.id}:1` });
    expect(ofRecord).toEqual({
      topic: 'dictations',
      partition: 1,
      offset: 7,
      at: '2023-11-14T22:13:20.000Z',
      key_base64: Buffer.from('patient 7').toString('base64'),
      headers: [
        { key: 'source', value_base64: Buffer.from('ward').toString('base64') },
        { key: 'empty', value_base64: '' },
        { key: 'none', value_base64: null },
        { key: 'source', value_base64: '/wA=' },
      ],
    });
    const { message: ofReject } = await desk.engine.call('reject.get', { record_id: `${load!.id}:r1` });
    expect(ofReject).toEqual({
      topic: 'dictations',
      partition: 1,
      offset: 8,
      at: null,
      key_base64: null,
      headers: [],
    });
    await desk.engine.close();
  });
});
