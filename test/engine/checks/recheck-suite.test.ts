/** Checking again: with another suite, with the same one, with one that cannot run. */
import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { quoted, run } from '../../support/parquet.ts';
import { matches, notNull, suite } from '../../support/suites.ts';
import { useDesk } from '../../support/use-desk.ts';

const shared = useDesk();

const text = 'id,code,note\n1,A,x\n2,B,\n3,C,y\n';

describe('checking again', () => {
  it('with another suite sends records to quarantine, and frees those it has nothing against', async () => {
    const { desk, loadAgain } = shared();
    const { load } = await loadAgain('codes.csv', text);
    const ids = async (): Promise<(string | null | undefined)[]> => {
      const { rows } = await desk.engine.call('quarantine.window', {
        filter: { load: load.id, states: ['quarantined'] },
      });
      return rows.map((row) => row.values['id']);
    };
    await desk.check(load.id, suite(matches('code', '^A$')));
    expect(await ids()).toEqual(['2', '3']);
    const { receipt } = await desk.check(load.id, suite(notNull('note')));
    expect(await ids()).toEqual(['2']);
    expect(receipt).toMatchObject({ clean: 2, quarantined: 1, balanced: true });
    const { rows } = await desk.engine.call('quarantine.window', { filter: { load: load.id } });
    expect(rows.map((row) => [row.state, row.findings.length])).toEqual([
      ['quarantined', 1],
      ['clean', 0],
    ]);
  });

  it('with another suite wants a reason, which stands in the trail; with the same one it does not', async () => {
    const { desk, loadAgain } = shared();
    const { load } = await loadAgain('codes.csv', text);
    const check = (rules: object, reason = {}) =>
      desk.engine.call('check.run', { load: load.id, suite: JSON.stringify(rules), actor: 'Ada', ...reason });
    const rules = suite(notNull('note'), matches('code', '^A$'));
    await check(rules);
    await check(rules);
    await expect(check(suite(notNull('note')))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { remedy: 'give reason' },
    });
    // One record fails both rules, the other the rule for codes alone.
    const [key] = (await desk.engine.call('check.latest', { load: load.id }))!.results
      .filter(({ expectation_config: { type } }) => type.endsWith('match_regex'))
      .map(({ meta }) => meta.expectation_key);
    expect(await desk.engine.call('check.alone', { load: load.id, expectation: key! })).toEqual({ records: 1 });
    const { receipt } = await check(suite(notNull('note')), { reason: 'codes have changed' });
    expect(receipt).toMatchObject({ clean: 2, quarantined: 1 });
    const events = await desk.engine.call('audit.list', { filter: { load: load.id, action: 'check' } });
    expect(events.map(({ reason }) => reason)).toEqual(['codes have changed', null, null]);
  });

  it('of what did not change publishes nothing new', async () => {
    const { desk, loadAgain } = shared();
    const { load } = await loadAgain('codes.csv', text);
    await desk.check(load.id, suite(notNull('note')));
    const first = await desk.publish(load.id);
    await desk.check(load.id, suite(notNull('note')));
    const again = await desk.publish(load.id);
    expect(again).toMatchObject({ unchanged: true, publish: { path: first.publish.path } });
    const { load: now } = await desk.engine.call('load.get', { load: load.id });
    expect(now.changed_since_publish).toBe(false);
  });

  it('keeps apart what could not run: no finding, never green, in the way of publishing', async () => {
    const { desk, loadAgain } = shared();
    const { load } = await loadAgain('codes.csv', text);
    const { validation, receipt } = await desk.check(
      load.id,
      suite(notNull('note'), notNull('nowhere'), matches('code', '(?=A)')),
    );
    expect(receipt).toMatchObject({ clean: 2, quarantined: 1 });
    expect(validation.success).toBe(false);
    const listed = await desk.engine.call('load.list', {});
    expect(listed.find(({ id }) => id === load.id)?.could_not_run).toBe(2);
    expect(validation.results.map(({ success, meta }) => [success, meta.could_not_run])).toEqual([
      [false, false],
      [false, true],
      [false, true],
    ]);
    for (const { meta, exception_info: info } of validation.results.slice(1)) {
      expect(meta.what_to_do).toBeTruthy();
      expect(info).toMatchObject({ raised_exception: true, exception_message: expect.any(String) as string });
    }
    await expect(desk.publish(load.id)).rejects.toMatchObject({ code: 'COULD_NOT_RUN' });
    const accept = { actor: 'Ada', reason: 'the column comes next month' };
    expect(await desk.publish(load.id, { accept_could_not_run: accept })).toMatchObject({ publish: { rows: 2 } });
  });

  it('is what check.latest tells of, in the shape of Great Expectations', async () => {
    const { desk, loadAgain } = shared();
    const { load } = await loadAgain('codes.csv', text);
    expect(await desk.engine.call('check.latest', { load: load.id })).toBeNull();
    const { validation } = await desk.check(load.id, suite(notNull('note')));
    expect(await desk.engine.call('check.latest', { load: load.id })).toEqual(validation);
    expect(validation).toMatchObject({
      success: false,
      suite_name: 'test',
      statistics: { evaluated_expectations: 1, successful_expectations: 0, unsuccessful_expectations: 1 },
      meta: { load_id: load.id, suite_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      results: [{ expectation_config: { type: 'expect_column_values_to_not_be_null' }, result: { element_count: 3 } }],
    });
  });

  it('after an edit does not bring back what could not run then', async () => {
    const { desk, loadAgain } = shared();
    const { load } = await loadAgain('codes.csv', text);
    await desk.check(load.id, suite(notNull('note'), matches('code', '(?=A)')));
    const result = await desk.engine.call('review.correct', {
      selection: { load: load.id, record_ids: [`${load.id}:2`] },
      set: { note: 'written' },
      actor: 'Ada',
      reason: 'asked the ward',
    });
    expect(result).toMatchObject({ records: 1, cleared: 1 });
  });

  it('of numbers too large for a rule leaves that rule without a verdict, and edits go on', async () => {
    const { desk } = shared();
    const path = join(desk.files, 'large.parquet');
    const most = '9223372036854775807::BIGINT';
    await run(`COPY (SELECT ${most} AS a, ${most} AS b, NULL::VARCHAR AS note) TO ${quoted(path)} (FORMAT parquet)`);
    const { load } = await desk.load({ paths: [path] });
    const sum = ['expect_multicolumn_sum_to_equal', { column_list: ['a', 'b'], sum_total: 3 }] as [string, object];
    const { validation } = await desk.check(load.id, suite(sum as never, notNull('note')));
    expect(validation.results.map(({ meta }) => meta.could_not_run)).toEqual([true, false]);
    const result = await desk.engine.call('review.correct', {
      selection: { load: load.id, record_ids: [`${load.id}:1`] },
      set: { note: 'written' },
      actor: 'Ada',
      reason: 'asked the ward',
    });
    expect(result).toMatchObject({ records: 1, cleared: 1 });
  });
});
