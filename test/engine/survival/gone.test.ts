/** What the engine stands on taken away while it is open: its workspace's folder, or a source it has read. */
import { renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { methods, type Input, type Method } from '../../../electron/contract/methods.ts';
import { actor, makeDesk, openDesk, type Desk } from '../../support/open-desk.ts';
import { author, Reviewer } from '../../support/review.ts';
import { wardRules, wardsText } from '../review/wards.ts';

async function loadWards(desk: Desk): Promise<string> {
  const { load } = await desk.loadText('wards.csv', wardsText);
  await desk.check(load.id, wardRules);
  return load.id;
}

const none = { records: 0, rejects: 0, clean: 0, corrected: 0, waived: 0, excluded: 0, quarantined: 0 };
const sparkSummary = { plan: 'none', ...none, repaired_records: 0, repaired_rejects: 0, verdict: {} };

const inputs = (desk: Desk, load: string): { [M in Method]: Input<M> } => {
  const record_id = `${load}:2`;
  const selection = { load, record_ids: [record_id] };
  const source = { paths: [`${desk.files}/wards.csv`] };
  const publish = { load, target: desk.target, actor };
  return {
    'workspace.get': {},
    'source.preview': { source },
    'load.start': { source, actor, again: true },
    'load.list': {},
    'load.get': { load },
    'suite.parse': { text: JSON.stringify(wardRules) },
    'suite.builtin': {},
    'suite.convert': { text: JSON.stringify(wardRules), generation: '1.x' },
    'suite.list': {},
    'suite.get': { hash: 'none' },
    'expectation.list': {},
    'check.run': { load, actor },
    'check.try': { load, expectation: { type: 'expect_column_values_to_be_unique', kwargs: { column: 'id' } } },
    'check.alone': { load, expectation: 'none' },
    'check.history': { load },
    'check.latest': { load },
    'check.file': { source },
    'quarantine.window': { filter: { load } },
    'quarantine.rejects': { load },
    'quarantine.families': { filter: { load } },
    'quarantine.values': { filter: { load }, column: 'ward' },
    'quarantine.patterns': { filter: { load }, column: 'ward' },
    'quarantine.facets': { filter: { load } },
    'record.get': { record_id },
    'reject.get': { record_id: `${load}:r1` },
    'review.suggestions': { record_id, expectation_key: 'none' },
    'review.correct': { selection, set: { ward: 'Surgery' }, ...author },
    'review.waive': { selection, ...author },
    'review.exclude': { selection, ...author },
    'review.reinstate': { selection, ...author },
    'review.repair': { reject: `${load}:r1`, text: '6,x,y', ...author },
    'review.undo': { operation: 'none', ...author },
    'review.decided': { load },
    'review.history': { load },
    'publish.target': { target: desk.target },
    'publish.plan': publish,
    'publish.run': publish,
    'publish.list': {},
    'publish.manifest': { publish: 'none' },
    'spark.plan': { source, target: desk.target, out: `${desk.files}/plan` },
    'spark.get': { plan: `${desk.files}/plan` },
    'spark.judge': { plan: `${desk.files}/plan`, summary: sparkSummary },
    'spark.pull': { plan: `${desk.files}/plan`, actor },
    'spark.commit': { plan: `${desk.files}/plan`, actor },
    'spark.patch': { load, path: `${desk.files}/patch.parquet`, ...author },
    'audit.list': {},
    'audit.summary': {},
    'audit.export': { path: `${desk.files}/trail.jsonl`, format: 'jsonl' },
    'audit.verify': {},
    'task.list': {},
    'task.cancel': { task: 'none' },
    'stream.consume': { bootstrap_servers: ['127.0.0.1:9092'], topic: 'dictations', target: '/nowhere', actor },
    'stream.list': {},
    'stream.loads': { name: { cluster: 'c', topic: 'dictations', topic_id: 't', group: 'bronze-desk' } },
    'stream.status': {},
    'stream.pause': { stream: 'none' },
    'stream.resume': { stream: 'none' },
    'stream.redrive': { of: { load }, to: 'bronze', target: desk.target, ...author },
    'stream.redriven': { load },
    'metrics.read': {},
  };
};

describe('a workspace whose folder goes while it is open', () => {
  it.each([
    ['deleted', (folder: string) => rmSync(folder, { recursive: true })],
    ['moved away', (folder: string) => renameSync(folder, `${folder}-elsewhere`)],
  ])('%s: every call says so in a sentence, and it can be closed', async (_, take) => {
    const { desk, close } = await makeDesk();
    const load = await loadWards(desk);
    take(desk.workspace);
    const asked = inputs(desk, load);
    expect(Object.keys(asked).toSorted()).toEqual(Object.keys(methods).toSorted());
    for (const method of Object.keys(asked) as Method[]) {
      const failure: unknown = await desk.engine.call(method, asked[method]).catch((error: unknown) => error);
      expect(failure, method).toMatchObject({
        code: 'WORKSPACE_UNUSABLE',
        message: expect.stringContaining(desk.workspace) as string,
      });
    }
    await close();
  });

  it('in the middle of a load: the load fails with that sentence', async () => {
    const { desk, close } = await makeDesk();
    const path = desk.write('large.csv', `id,note\n${`1,${'x'.repeat(80)}\n`.repeat(200_000)}`);
    let taken = false;
    const call = desk.load(
      { paths: [path] },
      {
        onProgress: () => {
          if (!taken) rmSync(desk.workspace, { recursive: true });
          taken = true;
        },
      },
    );
    await expect(call).rejects.toMatchObject({ code: 'WORKSPACE_UNUSABLE' });
    await close();
  });

  it('and comes back: what was there is there', async () => {
    const desk = await openDesk();
    const load = await loadWards(desk);
    renameSync(desk.workspace, `${desk.workspace}-elsewhere`);
    await expect(desk.engine.call('load.list', {})).rejects.toMatchObject({ code: 'WORKSPACE_UNUSABLE' });
    renameSync(`${desk.workspace}-elsewhere`, desk.workspace);
    const review = new Reviewer(desk.engine, load);
    await review.correct(review.ids(2), { ward: 'Surgery' });
    expect(await review.value(2, 'ward')).toBe('Surgery');
  });
});

describe('a source that goes, or changes, after it was loaded', () => {
  it.each([
    ['gone', unlinkSync, /is no longer there/],
    ['changed', (path: string) => writeFileSync(path, `${wardsText}8,x,y\n`), /has changed since it was loaded/],
  ])('%s: the record says so where its lines would be, and all else goes on', async (_, take, why) => {
    const desk = await openDesk();
    const load = await loadWards(desk);
    const review = new Reviewer(desk.engine, load);
    take(`${desk.files}/wards.csv`);
    const { source_text: text, source_values: values } = await desk.engine.call('record.get', {
      record_id: `${load}:2`,
    });
    expect(text).toEqual({ text: null, problem: expect.stringMatching(why) as string });
    expect(values).toMatchObject({ ward: 'surg ery!' });
    await review.correct(review.ids(2), { ward: 'Surgery' });
    await review.repair(1, '6,Surgery,fine');
    await desk.check(load, wardRules);
    expect((await desk.publish(load)).publish.rows).toBe(4);
    expect(await desk.engine.call('audit.verify', {})).toMatchObject({ ok: true });
  });
});
