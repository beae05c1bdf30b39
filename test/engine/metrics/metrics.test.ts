import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isDeskError } from '../../../electron/contract/errors.ts';
import { readExposition } from '../../support/exposition.ts';
import { openDesk, passAll } from '../../support/open-desk.ts';
import { notNull, suite } from '../../support/suites.ts';

const rules = suite(notNull('note'));
const text = 'id,note\n1,x\n2,\n3,y,too many\n4,z\n';
const records = 'ingested_records_total';

describe('records taken in', () => {
  it('are counted under the name of the first design, by format and what became of them', async () => {
    const { engine, loadText, check } = await openDesk();
    const { load } = await loadText('a.csv', text);
    expect((await readExposition(engine)).nonZero(records)).toEqual(['csv rejected: 1']);
    await check(load.id, rules);
    const counted = ['csv quarantined: 1', 'csv rejected: 1', 'csv success: 2'];
    expect((await readExposition(engine)).nonZero(records)).toEqual(counted);
  });

  it('are counted once, however often they are checked, and never go down', async () => {
    const { engine, loadText, check } = await openDesk();
    const { load } = await loadText('a.csv', text);
    await engine.call('review.exclude', {
      selection: { load: load.id, record_ids: [`${load.id}:r1`] },
      actor: 'Ada',
      reason: 'not a record',
    });
    await check(load.id, rules);
    await check(load.id, suite(notNull('id')));
    const counted = ['csv quarantined: 1', 'csv rejected: 1', 'csv success: 2'];
    expect((await readExposition(engine)).nonZero(records)).toEqual(counted);
  });

  it('of a load that failed are counted as one error, with the code of its task', async () => {
    const { engine, write, load } = await openDesk();
    await expect(load({ paths: [write('empty.csv', '')] })).rejects.toSatisfy(isDeskError);
    await expect(load({ paths: [write('x.jsonl', '')], format: 'jsonl' })).rejects.toSatisfy(isDeskError);
    const read = await readExposition(engine);
    expect(read.nonZero(records)).toEqual(['jsonl error: 1', 'unknown error: 1']);
    expect(read.nonZero('bronze_desk_task_failures_total')).toEqual(['SOURCE_EMPTY: 2']);
    expect(read.nonZero('bronze_desk_tasks_total')).toEqual(['load.start failed: 2']);
  });

  it('are no error where a person cancelled, or loads the same bytes again', async () => {
    const { engine, write, load } = await openDesk();
    const path = write('a.csv', text);
    await expect(load({ paths: [path] }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
    await load({ paths: [path] });
    await expect(load({ paths: [path] })).rejects.toMatchObject({ code: 'ALREADY_LOADED' });
    const read = await readExposition(engine);
    expect(read.nonZero(records)).toEqual(['csv rejected: 1']);
    expect(read.nonZero('bronze_desk_tasks_total')).toEqual([
      'load.start cancelled: 1',
      'load.start done: 1',
      'load.start failed: 1',
    ]);
  });
});

describe('what is served', () => {
  it('starts from zero, so that the first increase is seen', async () => {
    const { engine } = await openDesk();
    const read = await readExposition(engine);
    expect(read.value(records, { source: 'parquet', status: 'error' })).toBe(0);
    expect(read.value('ingestion_processing_seconds_count', { source: 'parquet' })).toBe(0);
    expect(read.value('bronze_desk_tasks_total', { method: 'publish.run', state: 'failed' })).toBe(0);
    expect(read.value('bronze_desk_task_failures_total', { code: 'DISK_FULL' })).toBe(0);
  });

  it('follows the workspace: states, findings, loads and room', async () => {
    const { engine, loadText, check, publish, workspace } = await openDesk();
    const { load } = await loadText('a.csv', text);
    expect((await readExposition(engine)).nonZero('bronze_desk_loads')).toEqual(['unchecked: 1']);
    await check(load.id, rules);
    const checked = await readExposition(engine);
    expect(checked.nonZero('bronze_desk_loads')).toEqual(['checked: 1']);
    expect(checked.nonZero('bronze_desk_records')).toEqual(['clean: 2', 'quarantined: 2']);
    expect(checked.nonZero('bronze_desk_findings')).toEqual(['expect_column_values_to_not_be_null critical: 1']);
    expect(checked.value('bronze_desk_landing_bytes')).toBeGreaterThan(0);
    expect(checked.value('bronze_desk_workspace_free_bytes')).toBeGreaterThan(0);
    expect(checked.value('bronze_desk_store_bytes')! + checked.value('bronze_desk_store_wal_bytes')!).toBeGreaterThan(
      0,
    );
    expect(checked.value('bronze_desk_uncounted_loads')).toBe(0);

    await publish(load.id);
    expect((await readExposition(engine)).nonZero('bronze_desk_loads')).toEqual(['published: 1']);
    await engine.call('review.correct', {
      selection: { load: load.id, record_ids: [`${load.id}:2`] },
      set: { note: 'now' },
      actor: 'Ada',
      reason: 'as dictated',
    });
    const corrected = await readExposition(engine);
    expect(corrected.nonZero('bronze_desk_loads')).toEqual(['changed_since_publish: 1']);
    expect(corrected.nonZero('bronze_desk_records')).toEqual(['clean: 2', 'corrected: 1', 'quarantined: 1']);
    expect(corrected.nonZero('bronze_desk_findings')).toEqual([]);

    rmSync(workspace, { recursive: true });
    await expect(readExposition(engine)).rejects.toMatchObject({ code: 'WORKSPACE_UNUSABLE' });
  });

  it('counts a workspace that was there before, and what its last process published is not counted again', async () => {
    const first = await openDesk();
    const { load } = await first.loadText('a.csv', text);
    await first.check(load.id, passAll);
    await first.publish(load.id);
    await first.engine.close();
    const { engine } = await openDesk({ workspace: first.workspace, target: first.target });
    const read = await readExposition(engine);
    expect(read.nonZero('bronze_desk_loads')).toEqual(['published: 1']);
    expect(read.nonZero(records)).toEqual([]);
    expect(read.value('bronze_desk_publishes_total')).toBe(0);
  });

  it('tells a validation whose expectations could not run, and writes nothing twice', async () => {
    const { engine, loadText, check, publish } = await openDesk();
    const { load } = await loadText('a.csv', text);
    await check(load.id, suite(notNull('note'), notNull('nowhere')));
    await expect(publish(load.id)).rejects.toMatchObject({ code: 'COULD_NOT_RUN' });
    await check(load.id, passAll);
    await publish(load.id);
    await publish(load.id);
    const read = await readExposition(engine);
    expect(read.nonZero('bronze_desk_validations_total')).toEqual(['could_not_run: 1', 'success: 1']);
    expect(read.nonZero('bronze_desk_expectations_total')).toEqual([
      'expect_column_values_to_not_be_null critical could_not_run: 1',
      'expect_column_values_to_not_be_null critical failure: 1',
      'expect_table_row_count_to_be_between critical success: 1',
    ]);
    expect(read.value('bronze_desk_publishes_total')).toBe(1);
    expect(read.value('bronze_desk_published_records_total')).toBe(3);
    expect(read.value('bronze_desk_publish_seconds_count')).toBe(1);
  });

  it('reads the same in both formats, in either order', async () => {
    const { engine, loadText } = await openDesk();
    await loadText('a.csv', text);
    const before = await readExposition(engine);
    const open = await readExposition(engine, 'openmetrics');
    const after = await readExposition(engine);
    // Node's own series come and go with what the process has open and has collected at the moment.
    const shape = (read: typeof open) =>
      read.samples
        .filter(({ name }) => !name.startsWith('nodejs_'))
        .map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`);
    expect(shape(before).length).toBeGreaterThan(50);
    expect(shape(open)).toEqual(shape(before));
    expect(shape(after)).toEqual(shape(before));
    expect(open.text.endsWith('\n# EOF\n')).toBe(true);
    expect(open.text).not.toMatch(/\n\n/);
    expect(open.types.get('ingested_records')).toBe('counter');
    expect(before.types.get('ingested_records_total')).toBe('counter');
    const counters = [...open.types].filter(([, type]) => type === 'counter').map(([name]) => name);
    expect(counters.filter((name) => name.endsWith('_total'))).toEqual([]);
  });
});
