import { describe, expect, it } from 'vitest';
import { LastingDesk } from '../../support/lasting-desk.ts';
import { rowsOf, withStore } from '../../support/store.ts';
import { matches, notNull, suite } from '../../support/suites.ts';
import { useDesk } from '../../support/use-desk.ts';

const shared = useDesk();

describe('findings', () => {
  it('are all of them: nothing is cut off at a thousand', async () => {
    const lasting = await LastingDesk.open();
    const rows = Array.from({ length: 30_000 }, (_, index) => `${index},bad ${index}`);
    const { load } = await lasting.now.loadText('many.csv', `id,code\n${rows.join('\n')}\n`);
    const { receipt, validation } = await lasting.now.check(load.id, suite(matches('code', '^ok$')));
    expect(receipt.quarantined).toBe(30_000);
    expect(validation.results[0]?.result).toMatchObject({ unexpected_count: 30_000 });
    const last = await lasting.now.engine.call('quarantine.window', { filter: { load: load.id }, offset: 29_999 });
    expect(last).toMatchObject({
      total: 30_000,
      rows: [{ values: { id: '29999' }, findings: [{ value: 'bad 29999' }] }],
    });
    const counted = await withStore(await lasting.close(), (store) =>
      rowsOf(store, 'SELECT count(*)::INTEGER AS findings, count(DISTINCT ordinal)::INTEGER AS records FROM finding'),
    );
    expect(counted).toEqual([{ findings: 30_000, records: 30_000 }]);
  });

  it('are one each for a record that fails twice, and the record counts once', async () => {
    const { desk } = shared();
    const { load } = await desk.loadText('twice.csv', 'id,a,b\n1,x,\n2,ok,y\n3,x,y\n');
    const { receipt } = await desk.check(load.id, suite(matches('a', '^ok$'), notNull('b')));
    expect(receipt).toMatchObject({ clean: 1, quarantined: 2, balanced: true });
    const { rows } = await desk.engine.call('quarantine.window', { filter: { load: load.id } });
    expect(rows.map((row) => row.findings.map((finding) => [finding.column, finding.value]))).toEqual([
      expect.arrayContaining([
        ['a', 'x'],
        ['b', null],
      ]),
      [['a', 'x']],
    ]);
  });

  it('are not doubled by an expectation that the suite has twice', async () => {
    const { desk } = shared();
    const { load } = await desk.loadText('double.csv', 'id,a\n1,x\n2,ok\n');
    await desk.check(load.id, suite(matches('a', '^ok$'), matches('a', '^ok$')));
    const { families } = await desk.engine.call('quarantine.families', { filter: { load: load.id } });
    expect(families).toMatchObject([{ value: 'x', records: 1 }]);
  });
});
