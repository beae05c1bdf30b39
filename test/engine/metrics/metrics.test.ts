import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../electron/contract/metrics.ts';
import { openDesk, type Desk } from '../../support/open-desk.ts';
import { notNull, suite } from '../../support/suites.ts';

const rules = suite(notNull('note'));
const text = 'id,note\n1,x\n2,\n3,y,too many\n4,z\n';

const counted = async (desk: Desk): Promise<Record<string, number>> => {
  const metrics = await desk.engine.call('metrics.read', {});
  const samples = metrics.find(({ name }) => name === 'ingested_records_total')?.samples ?? [];
  return Object.fromEntries(samples.map(({ labels, value }) => [`${labels['source']} ${labels['status']}`, value]));
};

describe('metrics', () => {
  it('count records under the names of the first design, by format and what became of them', async () => {
    const desk = await openDesk();
    const { load } = await desk.loadText('a.csv', text);
    expect(await counted(desk)).toEqual({ 'csv rejected': 1 });
    await desk.check(load.id, rules);
    expect(await counted(desk)).toEqual({ 'csv rejected': 1, 'csv quarantined': 1, 'csv success': 2 });
  });

  it('count a record once, however often it is checked, and never go down', async () => {
    const desk = await openDesk();
    const { load } = await desk.loadText('a.csv', text);
    await desk.engine.call('review.exclude', {
      selection: { load: load.id, record_ids: [`${load.id}:r1`] },
      actor: 'Ada',
      reason: 'not a record',
    });
    await desk.check(load.id, rules);
    await desk.check(load.id, suite(notNull('id')));
    expect(await counted(desk)).toEqual({ 'csv rejected': 1, 'csv quarantined': 1, 'csv success': 2 });
  });

  it('have the labels source and status and no others, and buckets that add up', async () => {
    const desk = await openDesk();
    const { load } = await desk.loadText('a.csv', text);
    await desk.check(load.id, rules);
    const metrics: Metric[] = await desk.engine.call('metrics.read', {});
    expect(metrics.map(({ name, type }) => [name, type])).toEqual([
      ['ingested_records_total', 'counter'],
      ['ingestion_processing_seconds', 'histogram'],
    ]);
    const labels = metrics.flatMap(({ samples }) => samples.flatMap((sample) => Object.keys(sample.labels)));
    expect([...new Set(labels)].sort()).toEqual(['source', 'status']);
    const [seconds] = metrics[1]?.samples ?? [];
    expect(seconds).toMatchObject({ labels: { source: 'csv' }, count: 2 });
    expect(seconds?.buckets?.at(-1)).toEqual({ le: null, count: 2 });
    const counts = seconds?.buckets?.map(({ count }) => count) ?? [];
    expect(counts).toEqual([...counts].sort((left, right) => left - right));
  });
});
