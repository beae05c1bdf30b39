/** Columns named like ours, like SQL, or like nothing on earth: windows, edits and undo treat them as any other. */
import { describe, expect, it } from 'vitest';
import { matches, suite } from '../../support/suites.ts';
import { useDesk } from '../../support/use-desk.ts';

const shared = useDesk();

const names = [
  'ordinal',
  'load',
  'family',
  'value',
  'records',
  'column_name',
  'expectation_key',
  'state',
  '_desk_state',
  'v0',
  'bd_ordinal',
  'bd_u0',
  'finding',
  'total',
  'rowid',
  'old_value',
  'operation',
  'a"b',
  "it's",
  'zwei Wörter',
  'emoji 😀',
  '"; DROP TABLE load; --',
  'select',
  '$where_0',
  'constructor',
];

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

describe('columns with odd names', () => {
  it('can be checked, sorted, filtered, counted, corrected and undone', async () => {
    const { desk } = shared();
    const row = (mark: string): string => names.map((_, index) => `${mark}${index}`).join(',');
    const { load } = await desk.loadText('odd.csv', `${names.map(quote).join(',')}\n${row('b')}\n${row('a')}\n`, {
      dialect: { header: true },
    });
    const columns = load.columns.map(({ name }) => name);
    expect(columns).toEqual(names.map((name) => (name === '_desk_state' ? 'source__desk_state' : name)));
    await desk.check(load.id, suite(...columns.map((name) => matches(name, '^ok$'))));
    const filter = { load: load.id };

    for (const [index, column] of columns.entries()) {
      const window = await desk.engine.call('quarantine.window', {
        filter: { ...filter, where: [{ column, operator: 'contains', value: String(index) }] },
        sort: [{ column, direction: 'asc' }],
      });
      expect(
        window.rows.map(({ values }) => values[column]),
        column,
      ).toEqual([`a${index}`, `b${index}`]);
      expect(window.rows[0]?.findings).toHaveLength(columns.length);
      const where = [{ column, operator: '=' as const, value: `b${index}` }];
      const counts = await desk.engine.call('quarantine.values', { filter: { ...filter, where }, column });
      expect(counts, column).toEqual([{ value: `b${index}`, records: 1 }]);
      const { families } = await desk.engine.call('quarantine.families', { filter: { ...filter, where } });
      expect(families, column).toHaveLength(columns.length);
    }

    const set = Object.fromEntries(columns.map((column) => [column, 'ok']));
    const author = { actor: 'Ada', reason: 'all of them at once' };
    const record = { load: load.id, record_ids: [`${load.id}:1`] };
    const corrected = await desk.engine.call('review.correct', { selection: record, set, ...author });
    expect(corrected).toMatchObject({ cells: columns.length, cleared: 1 });
    const undone = await desk.engine.call('review.undo', { operation: corrected.operation ?? '', ...author });
    expect(undone.cells).toBe(columns.length);
    const { record: now } = await desk.engine.call('record.get', { record_id: `${load.id}:1` });
    expect(Object.values(now.values)).toEqual(columns.map((_, index) => `b${index}`));
  });

  it('that are not there are refused, whatever they hold', async () => {
    const { desk, loadAgain } = shared();
    const { load } = await loadAgain('plain.csv', 'a,b\n1,2\n');
    const column = 'a" FROM load; --';
    const ask = desk.engine.call('quarantine.window', {
      filter: { load: load.id },
      sort: [{ column, direction: 'asc' }],
    });
    await expect(ask).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { column } });
    const family = await desk.engine.call('quarantine.window', { filter: { load: load.id, family: "' OR true --" } });
    expect(family.total).toBe(0);
  });

  it('a pattern that is none is refused with its column, in a window as in an edit', async () => {
    const { desk, loadAgain } = shared();
    const { load } = await loadAgain('plain.csv', 'a,b\n1,2\n');
    const filter = { load: load.id, where: [{ column: 'a', operator: 'matches' as const, value: '(secret' }] };
    const refused = {
      code: 'INVALID_INPUT',
      details: { column: 'a' },
      message: expect.not.stringContaining('secret') as string,
    };
    await expect(desk.engine.call('quarantine.window', { filter })).rejects.toMatchObject(refused);
    await expect(desk.engine.call('quarantine.families', { filter })).rejects.toMatchObject(refused);
    await expect(desk.engine.call('quarantine.values', { filter, column: 'a' })).rejects.toMatchObject(refused);
    const author = { actor: 'Ada', reason: 'by pattern' };
    const exclude = desk.engine.call('review.exclude', { selection: { ...filter, states: ['clean'] }, ...author });
    await expect(exclude).rejects.toMatchObject(refused);
  });
});
