/** What one window shows is of one state of the store, although it is read without a transaction. */
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Connection } from '../../../electron/engine/db/connection.ts';
import { Database } from '../../../electron/engine/db/database.ts';
import { atOneMoment, type Look } from '../../../electron/engine/review/snapshot.ts';

let db: Database;

beforeEach(async () => {
  db = await Database.open(':memory:', { spillDirectory: tmpdir(), memoryLimit: '500MB', threads: 2 });
  await db.write(async (writer) => {
    await writer.run({ text: 'CREATE TABLE account (name VARCHAR, amount INTEGER)' });
    await writer.run({ text: "INSERT INTO account VALUES ('left', 100), ('right', 0)" });
  });
});

afterEach(() => db.close());

const amount = async (reader: Connection, name: string): Promise<number> =>
  (await reader.only<{ amount: number }>({ text: 'SELECT amount FROM account WHERE name = $name', params: { name } }))
    .amount;

const move = (writer: Connection): Promise<number> =>
  writer.run({ text: "UPDATE account SET amount = CASE name WHEN 'left' THEN amount - 1 ELSE amount + 1 END" });

const context = () => ({ db, signal: undefined });

it('reads once, on two connections, while nobody writes', async () => {
  const looks: Look[] = [];
  const sums = await atOneMoment(context(), async (look) => {
    looks.push(look);
    return look.both(
      (reader) => amount(reader, 'left'),
      (reader) => amount(reader, 'right'),
    );
  });
  expect(sums).toEqual([100, 0]);
  expect(looks).toHaveLength(1);
  expect(looks[0]?.holds()).toBe(true);
});

it('looks again, in a transaction, when something was written between its reads', async () => {
  const seen: [number, number][] = [];
  const held: boolean[] = [];
  const sums = await atOneMoment(context(), async (look) => {
    const left = await amount(look.connection, 'left');
    // The second look is safe from this: that is what its transaction is for.
    await db.write(move);
    const right = await amount(look.connection, 'right');
    held.push(look.holds());
    seen.push([left, right]);
    return left + right;
  });
  expect(seen).toEqual([
    [100, 1],
    [99, 1],
  ]);
  expect(held).toEqual([false, true]);
  expect(sums).toBe(100);
});

it('does not pass on a failure that came of reading two states', async () => {
  let looks = 0;
  const result = await atOneMoment(context(), async (look) => {
    looks += 1;
    if (looks === 1) {
      await db.write(move);
      throw new Error('read of two states');
    }
    return amount(look.connection, 'right');
  });
  expect(result).toBe(1);
});

it('gives no connection back while the other read of the two still runs', async () => {
  let ended = false;
  const failing = atOneMoment(context(), ({ both }) =>
    both(
      () => Promise.reject(new Error('the first of two')),
      async (reader) => {
        for (let read = 0; read < 20; read += 1) await amount(reader, 'right');
        ended = true;
      },
    ),
  );
  await expect(failing).rejects.toThrow('the first of two');
  expect(ended).toBe(true);
});

it('passes on a failure of one state', async () => {
  await expect(atOneMoment(context(), () => Promise.reject(new Error('a true failure')))).rejects.toThrow(
    'a true failure',
  );
});

it('waits for no writer, and sees what was written once that is committed', async () => {
  const before = db.moment;
  await db.write(async (writer) => {
    await move(writer);
    expect(await atOneMoment(context(), ({ connection }) => amount(connection, 'right'))).toBe(0);
  });
  expect(db.moment).not.toBe(before);
  expect(await atOneMoment(context(), ({ connection }) => amount(connection, 'right'))).toBe(1);
});
