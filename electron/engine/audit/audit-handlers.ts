/** Reading, exporting and verifying the trail. */
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { auditEventSchema, type AuditEvent, type AuditVerdict } from '../../contract/audit.ts';
import { DeskError } from '../../contract/errors.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { newId } from '../ids.ts';
import { storageError } from '../storage-error.ts';
import { ChainVerifier, type Head } from './chain.ts';
import { csvHeader, csvLine } from './csv-lines.ts';
import { trailHead } from './trail.ts';
import { selectAnchors, selectEvents, selectTrail } from './trail.sql.ts';

export async function listEvents(input: ParsedInput<'audit.list'>, context: CallContext): Promise<AuditEvent[]> {
  return context.db.read((connection) =>
    connection.all<AuditEvent>(selectEvents(input.filter, input.before, input.limit)),
  );
}

/** Writes beside the file and renames, so that a half-written export never stands under the name asked for. */
export async function exportTrail(
  input: ParsedInput<'audit.export'>,
  context: CallContext,
): Promise<Output<'audit.export'>> {
  const path = context.offered.require(input.path);
  const partial = join(dirname(path), `.${newId()}.partial`);
  try {
    const file = await open(partial, 'wx');
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
    await rename(partial, path);
    return { path, events: head.seq, head: head.hash };
  } catch (error) {
    await rm(partial, { force: true });
    throw storageError(error, {
      code: 'TARGET_NOT_WRITABLE',
      message: `The audit trail cannot be written to ${path}. Choose a folder you may write in.`,
    });
  }
}

export async function verifyTrail(input: ParsedInput<'audit.verify'>, context: CallContext): Promise<AuditVerdict> {
  if (input.file !== undefined) return verifyFile(context.offered.require(input.file));
  return context.db.read(async (connection) => {
    const end = await trailHead(connection);
    const verifier = new ChainVerifier();
    for await (const events of connection.stream<AuditEvent>(selectTrail())) {
      for (const event of events) verifier.add(event);
      context.report({ phase: 'verifying', done: verifier.head.seq, total: end.seq, unit: 'events' });
    }
    return verifier.verdict(await anchorsOf(connection));
  }, context.signal);
}

/** Every publish wrote the trail's head of its time into a manifest, out of reach of who edits the store. */
async function anchorsOf(connection: Connection): Promise<(Head & { where: string })[]> {
  const rows = await connection.all<{ path: string; audit_head: string }>(selectAnchors());
  return rows.map(({ path, audit_head: anchor }) => {
    const [seq, hash] = anchor.split(':');
    return { where: `the manifest of ${path}`, seq: Number(seq), hash: hash ?? '' };
  });
}

async function verifyFile(path: string): Promise<AuditVerdict> {
  const verifier = new ChainVerifier();
  try {
    const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
    for await (const line of lines) {
      if (line === '') continue;
      const event = readEvent(line);
      if (event === undefined) verifier.unreadable();
      else verifier.add(event);
    }
  } catch (error) {
    throw new DeskError(
      'SOURCE_MISSING',
      `The exported trail ${path} cannot be read. Check the path, then verify again.`,
      {
        path,
      },
      { cause: error },
    );
  }
  return verifier.verdict();
}

function readEvent(line: string): AuditEvent | undefined {
  try {
    return auditEventSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
