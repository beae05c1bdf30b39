/** Waivers end with their last day: what they accepted is a finding again, and the record goes back to quarantine. */
import type { EngineContext } from '../context.ts';
import { bumpRevision } from '../intake/load-store.sql.ts';
import { deriveStates } from './states.sql.ts';
import { today } from './today.ts';
import { createExpired, selectLoadsWithExpired } from './waivers.sql.ts';

const expiredTable = 'expired_waivers';

/** Run at start and before a publish, so that an expired waiver never lets a record through. */
export async function expireWaivers(context: EngineContext): Promise<void> {
  const loads = await context.db.read((connection) =>
    connection.all<{ load: string }>(selectLoadsWithExpired(today())),
  );
  for (const { load } of loads) {
    await context.db.write(async (writer) => {
      await writer.run(createExpired(expiredTable, load, today()));
      const changed = await writer.run(deriveStates(load, expiredTable, today()));
      if (changed > 0) await writer.run(bumpRevision(load));
    });
  }
}
