/** Several reads that must speak of one moment. */
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { beginSnapshot, endSnapshot } from './window.sql.ts';

/** The signal reaches the reads, not the end of their transaction: that must come even when they are cancelled. */
export async function inSnapshot<T>(context: CallContext, work: (connection: Connection) => Promise<T>): Promise<T> {
  return context.db.read(async (connection) => {
    await connection.run(beginSnapshot());
    try {
      return await connection.underSignal(context.signal, () => work(connection));
    } finally {
      await connection.run(endSnapshot());
    }
  });
}
