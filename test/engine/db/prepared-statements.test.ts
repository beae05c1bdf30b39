/** Statements are kept prepared, and DuckDB plans by what a table holds: what was written since is seen all the same. */
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../electron/engine/db/connection.ts';
import { Database } from '../../../electron/engine/db/database.ts';

let db: Database;

beforeEach(async () => {
  db = await Database.open(':memory:', { spillDirectory: tmpdir(), memoryLimit: '500MB', threads: 2 });
  await db.write((writer) => writer.run({ text: 'CREATE TABLE parcel (id INTEGER, state VARCHAR)' }));
});

afterEach(() => db.close());

interface Parcel {
  readonly id: number;
  readonly state: string;
}

const questions: readonly { readonly text: string; readonly answer: (parcels: readonly Parcel[]) => unknown }[] = [
  {
    text: `SELECT id FROM parcel WHERE state = 'done' ORDER BY id`,
    answer: (all) =>
      all
        .filter(({ state }) => state === 'done')
        .map(({ id }) => ({ id }))
        .toSorted((a, b) => a.id - b.id),
  },
  {
    text: `SELECT count(*)::INTEGER AS n FROM parcel WHERE state <> 'done'`,
    answer: (all) => [{ n: all.filter(({ state }) => state !== 'done').length }],
  },
  { text: 'SELECT count(*)::INTEGER AS n FROM parcel', answer: (all) => [{ n: all.length }] },
  {
    text: 'SELECT max(id) AS n FROM parcel',
    answer: (all) => [{ n: all.length === 0 ? null : Math.max(...all.map(({ id }) => id)) }],
  },
];

const ask = (connection: Connection, text: string): Promise<unknown> => connection.all({ text, params: {} });

async function expectTruth(connection: Connection, parcels: readonly Parcel[]): Promise<void> {
  for (const { text, answer } of questions) expect(await ask(connection, text)).toEqual(answer(parcels));
}

type Write =
  | { readonly kind: 'add'; readonly id: number; readonly state: string }
  | { readonly kind: 'state'; readonly below: number; readonly state: string }
  | { readonly kind: 'remove'; readonly below: number };

const write = fc.oneof<fc.Arbitrary<Write>[]>(
  fc.record({
    kind: fc.constant('add'),
    id: fc.integer({ min: 0, max: 20 }),
    state: fc.constantFrom('intended', 'done'),
  }),
  fc.record({
    kind: fc.constant('state'),
    below: fc.integer({ min: 0, max: 21 }),
    state: fc.constantFrom('intended', 'done'),
  }),
  fc.record({ kind: fc.constant('remove'), below: fc.integer({ min: 0, max: 21 }) }),
);

async function perform(writer: Connection, act: Write): Promise<void> {
  if (act.kind === 'add') {
    await writer.run({ text: 'INSERT INTO parcel VALUES ($id, $state)', params: { id: act.id, state: act.state } });
  } else if (act.kind === 'state') {
    const { below, state } = act;
    await writer.run({ text: 'UPDATE parcel SET state = $state WHERE id < $below', params: { below, state } });
  } else {
    await writer.run({ text: 'DELETE FROM parcel WHERE id < $below', params: { below: act.below } });
  }
}

function after(parcels: readonly Parcel[], act: Write): Parcel[] {
  if (act.kind === 'add') return [...parcels, { id: act.id, state: act.state }];
  if (act.kind === 'remove') return parcels.filter(({ id }) => id >= act.below);
  return parcels.map((parcel) => (parcel.id < act.below ? { ...parcel, state: act.state } : parcel));
}

describe('a question that was asked before', () => {
  it('is answered by what was written since, on this connection and on others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 8 }), async (acts) => {
        await db.write((writer) => writer.run({ text: 'DELETE FROM parcel' }));
        let parcels: Parcel[] = [];
        await db.read(async (beside) => {
          await expectTruth(beside, parcels);
          for (const act of acts) {
            parcels = after(parcels, act);
            await db.write(async (writer) => {
              await perform(writer, act);
              // Before the commit, too.
              await expectTruth(writer, parcels);
            });
            await expectTruth(beside, parcels);
          }
        });
      }),
      { numRuns: 40 },
    );
  });

  it('is answered by what a temporary table holds since', async () => {
    await db.read(async (connection) => {
      await connection.run({ text: 'CREATE TEMP TABLE chosen (state VARCHAR)' });
      const done = `SELECT state FROM temp.chosen WHERE state = 'done'`;
      expect(await ask(connection, done)).toEqual([]);
      await connection.run({ text: `INSERT INTO temp.chosen VALUES ('intended')` });
      expect(await ask(connection, done)).toEqual([]);
      await connection.run({ text: `UPDATE temp.chosen SET state = 'done'` });
      expect(await ask(connection, done)).toEqual([{ state: 'done' }]);
    });
  });

  it('is answered truly while others write at the same time', async () => {
    const done = `SELECT id FROM parcel WHERE state = 'done'`;
    await db.read(async (reader) => {
      let written = 0;
      const writing = (async () => {
        for (let id = 1; id <= 30; id += 1) {
          await db.write((writer) => writer.run({ text: `INSERT INTO parcel VALUES (${id}, 'done')` }));
          written = id;
        }
      })();
      let asked = 0;
      while (written < 30) {
        const least = written;
        const rows = (await ask(reader, done)) as unknown[];
        expect(rows.length).toBeGreaterThanOrEqual(least);
        asked += 1;
      }
      await writing;
      expect(asked).toBeGreaterThan(1);
    });
  });
});
