/** Reading the trail, and taking it out of the workspace. */
import { existsSync } from 'node:fs';
import { link, open, rename } from 'node:fs/promises';
import type { AuditEvent, AuditFilter, AuditSummary } from '../../contract/audit.ts';
import { DeskError } from '../../contract/errors.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';
import { inSnapshot } from '../review/snapshot.ts';
import { errnoOf, storageError } from '../storage-error.ts';
import type { Head } from './chain.ts';
import { csvHeader, csvLine } from './csv-lines.ts';
import { beginPartial } from './partial-export.ts';
import { trailHead } from './trail.ts';
import { countTrail, countTrailBy, selectEvents, selectTrail } from './trail.sql.ts';

export { verifyTrail } from './verify-trail.ts';

export async function listEvents(input: ParsedInput<'audit.list'>, context: CallContext): Promise<AuditEvent[]> {
  const filter = withMoments(input.filter);
  return context.db.read((connection) => connection.all<AuditEvent>(selectEvents(filter, input.before, input.limit)));
}

export async function summariseTrail(input: ParsedInput<'audit.summary'>, context: CallContext): Promise<AuditSummary> {
  const filter = withMoments(input.filter);
  return inSnapshot(context, async (connection) => ({
    ...(await connection.only<{ events: number }>(countTrail(filter))),
    actors: await connection.all<{ actor: string; events: number }>(countTrailBy('actor', filter)),
    actions: await connection.all<{ action: string; events: number }>(countTrailBy('action', filter)),
  }));
}

/** The trail's own way to write a moment, so that texts compare as times do. A day alone is meant whole. */
function withMoments(filter: AuditFilter): AuditFilter {
  const { since, until } = filter;
  return {
    ...filter,
    ...(since === undefined ? {} : { since: momentOf(since, 'since', 'T00:00:00.000Z') }),
    ...(until === undefined ? {} : { until: momentOf(until, 'until', 'T23:59:59.999Z') }),
  };
}

function momentOf(text: string, name: string, timeOfDay: string): string {
  const ms = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}${timeOfDay}` : text);
  if (Number.isNaN(ms)) {
    throw new DeskError(
      'INVALID_INPUT',
      `“${name}” is not a moment. Write it as 2026-11-23 or as 2026-11-23T08:30:00Z, then ask again.`,
      { field: name },
    );
  }
  return new Date(ms).toISOString();
}

/** Writes beside the file and renames, so that a half-written export never stands under the name asked for. */
export async function exportTrail(
  input: ParsedInput<'audit.export'>,
  context: CallContext,
): Promise<Output<'audit.export'>> {
  const path = context.offered.require(input.path);
  if (!input.overwrite && existsSync(path)) throw taken(path);
  const partial = await beginPartial(context.workspace, path);
  try {
    const file = await open(partial.path, 'wx');
    let head: Head;
    try {
      head = await context.db.read(async (connection) => {
        const end = await trailHead(connection);
        if (input.format === 'csv') await file.write(csvHeader);
        const asLine = input.format === 'csv' ? csvLine : (event: AuditEvent) => `${JSON.stringify(event)}\n`;
        for await (const events of connection.stream<AuditEvent>(selectTrail())) {
          await file.write(
            events
              .filter(({ seq }) => seq <= end.seq)
              .map(asLine)
              .join(''),
          );
          context.report({ phase: 'exporting', done: events.at(-1)?.seq ?? 0, total: end.seq, unit: 'events' });
        }
        return end;
      }, context.signal);
      await file.sync();
    } finally {
      await file.close();
    }
    // A link refuses a name that was taken meanwhile; where there are no links, the look at the start has to do.
    if (input.overwrite || !(await linked(partial.path, path))) await rename(partial.path, path);
    return { path, events: head.seq, head: head.hash };
  } catch (error) {
    throw storageError(error, {
      code: 'TARGET_NOT_WRITABLE',
      message: `The audit trail cannot be written to ${path}. Choose a folder you may write in.`,
    });
  } finally {
    await partial.end();
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw taken(to);
    return false;
  }
}

function taken(path: string): DeskError {
  return new DeskError(
    'TARGET_NOT_WRITABLE',
    `There is something at ${path} already, and it was left as it is. Choose another name, or have it overwritten.`,
    { path, remedy: 'overwrite' },
  );
}
