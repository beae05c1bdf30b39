/** Sources with types of their own (Parquet): an edit is written as the type is, or refused; never rounded. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDesk } from '../../support/open-desk.ts';
import { quoted, run } from '../../support/parquet.ts';
import { Reviewer } from '../../support/review.ts';
import { suite } from '../../support/suites.ts';

async function openTyped(): Promise<Reviewer> {
  const desk = await openDesk();
  const path = join(desk.files, 'typed.parquet');
  await run(`COPY (SELECT 1::INTEGER AS n, 1.50::DECIMAL(6, 2) AS price, DATE '2026-01-02' AS day, true AS flag,
    TIMESTAMP '2026-01-02 03:04:05' AS at, 2.5::DOUBLE AS x, 'text' AS note) TO ${quoted(path)} (FORMAT parquet)`);
  const { load } = await desk.load({ paths: [path] });
  await desk.check(load.id, suite(['expect_column_values_to_be_between', { column: 'n', min_value: 5 }]));
  return new Reviewer(desk.engine, load.id);
}

describe('a typed column', () => {
  it('takes what is a value of its type, written as the type writes it', async () => {
    const review = await openTyped();
    const set = { n: '0042', price: '7.5', day: '2026-12-24', flag: 'false', x: '1e-3', at: '2026-12-24 18:00' };
    const done = await review.correct(review.ids(1), set);
    expect(done).toMatchObject({ cells: 6, cleared: 1 });
    const now = Object.fromEntries(done.sample.map((cell) => [cell.column ?? '', cell.new]));
    expect(now).toEqual({
      n: '42',
      price: '7.50',
      day: '2026-12-24',
      flag: 'false',
      x: '0.001',
      at: '2026-12-24 18:00:00',
    });
    for (const [column, value] of Object.entries(now)) expect(await review.value(1, column)).toBe(value);
    await review.undo(done);
    expect(await review.value(1, 'price')).toBe('1.50');
    expect(await review.states()).toEqual({ 1: 'quarantined' });
  });

  it('refuses what is none, or would be rounded, and does not repeat it', async () => {
    const review = await openTyped();
    for (const [column, value] of [
      ['n', 'six'],
      ['n', '1.5'],
      ['n', '0x1F'],
      ['n', '99999999999'],
      ['price', '1.239'],
      ['day', '24.12.2026'],
      ['day', '2026-12-24 18:00'],
      ['flag', 'perhaps'],
      ['at', 'yesterday'],
    ] as const) {
      const refused = review.correct(review.ids(1), { [column]: value });
      await expect(refused, `${column} ${value}`).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.not.stringContaining(value) as string,
        details: { column },
      });
    }
    expect(await review.states()).toEqual({ 1: 'quarantined' });
    await expect(review.correct(review.ids(1), { n: null })).resolves.toMatchObject({ cells: 1 });
  });
});
