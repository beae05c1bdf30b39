/** Several reads that must speak of one moment. */
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import type { Database } from '../db/database.ts';
import { beginSnapshot, endSnapshot } from './window.sql.ts';

type Reading = Pick<CallContext, 'db' | 'signal'>;

/** The signal reaches the reads, not the end of their transaction: that must come even when they are cancelled. */
export async function inSnapshot<T>(context: Reading, work: (connection: Connection) => Promise<T>): Promise<T> {
  return context.db.read(async (connection) => {
    await connection.run(beginSnapshot());
    try {
      return await connection.underSignal(context.signal, () => work(connection));
    } finally {
      await connection.run(endSnapshot());
    }
  });
}

/** One look at the store, and what it may be trusted for. */
export interface Look {
  readonly connection: Connection;
  /** Two reads, at once where there are two connections to do it on. */
  readonly both: <A, B>(
    first: (connection: Connection) => Promise<A>,
    second: (connection: Connection) => Promise<B>,
  ) => Promise<[A, B]>;
  /** The store's moment; undefined in a transaction, whose state may be over already. */
  readonly moment: number | undefined;
  /** Whether everything read so far is of one state, so that it may be remembered. */
  readonly holds: () => boolean;
}

/** A look in a transaction. */
export const lookOf = (connection: Connection): Look => ({
  connection,
  both: async (first, second) => [await first(connection), await second(connection)],
  moment: undefined,
  holds: () => true,
});

/**
 * As {@link inSnapshot}, for short reads that come often: on two connections and without a transaction, and once more
 * in one where something was written meanwhile.
 */
export async function atOneMoment<T>(context: Reading, work: (look: Look) => Promise<T>): Promise<T> {
  const { db, signal } = context;
  const moment = db.moment;
  if (moment !== undefined) {
    const outcome = await db.read(
      (connection) => db.read((beside) => settled(work(lookAt(db, moment, connection, beside))), signal),
      signal,
    );
    if (db.moment === moment) return outcome();
  }
  return inSnapshot(context, (connection) => work(lookOf(connection)));
}

const lookAt = (db: Database, moment: number, connection: Connection, beside: Connection): Look => ({
  connection,
  both: async (first, second) => {
    const reads = [first(connection), second(beside)] as const;
    // Neither connection is given back while it is being read on.
    await Promise.allSettled(reads);
    return Promise.all(reads);
  },
  moment,
  holds: () => db.moment === moment,
});

/** What became of it, to be heard only once it is known to count: what was read of two states may fail for that alone. */
async function settled<T>(work: Promise<T>): Promise<() => T> {
  try {
    const result = await work;
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
