/** Verifying: the workspace's own trail against the manifests in bronze, or an exported file by itself. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { auditEventSchema, type AuditEvent, type AuditVerdict } from '../../contract/audit.ts';
import { DeskError, isDeskError } from '../../contract/errors.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';
import { ChainVerifier, type Anchor } from './chain.ts';
import { manifestAnchors } from './manifest-anchors.ts';
import { trailHead } from './trail.ts';
import { selectFirstUntold, selectTrail, type UntoldRow } from './trail.sql.ts';

export async function verifyTrail(input: ParsedInput<'audit.verify'>, context: CallContext): Promise<AuditVerdict> {
  const given = anchorGiven(input);
  if (input.file !== undefined) return verifyFile(context.offered.require(input.file), given, context);
  return context.db.read(async (connection) => {
    // Before the events: a publish that ends meanwhile must not look like one whose events are missing.
    const { anchors, manifests } = await manifestAnchors(connection, context);
    const verifier = new ChainVerifier([...given, ...anchors]);
    const end = await trailHead(connection);
    for await (const events of connection.stream<AuditEvent>(selectTrail())) {
      for (const event of events) verifier.add(event);
      context.report({
        phase: 'verifying',
        done: Math.min(verifier.head.seq, end.seq),
        total: end.seq,
        unit: 'events',
      });
    }
    const untold = await connection.one<UntoldRow>(selectFirstUntold());
    if (untold !== undefined) verifier.untold(untoldWords(untold));
    return { ...verifier.verdict(), manifests };
  }, context.signal);
}

function anchorGiven({ head, events }: ParsedInput<'audit.verify'>): Anchor[] {
  if (head === undefined || events === undefined) return [];
  return [{ where: 'the head that was given', seq: events, hash: head.toLowerCase() }];
}

function untoldWords({ id, kind, records, expected, told }: UntoldRow): string {
  const what =
    records === null
      ? `${kind} ${id}`
      : `operation ${id} (${kind}, ${records} ${records === 1 ? 'record' : 'records'})`;
  return `${what} has ${told === 0 ? 'no events' : `${told} events instead of ${expected}`} in it`;
}

/** Every key counts: one that no hash covers could say anything. */
const exportedEventSchema = auditEventSchema.strict();

async function verifyFile(path: string, given: readonly Anchor[], context: CallContext): Promise<AuditVerdict> {
  const verifier = new ChainVerifier(given);
  let [lines, readable] = [0, 0];
  const input = createReadStream(path, context.signal === undefined ? {} : { signal: context.signal });
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (line === '') continue;
      const event = readEvent(line);
      lines += 1;
      readable += event === undefined && !beginsAsEvent(line) ? 0 : 1;
      // One bad line before a good one is a changed trail; two from the start were never one.
      if (lines === 2 && readable === 0) throw notATrail(path);
      if (event === undefined) verifier.unreadable();
      else verifier.add(event);
      const { seq } = verifier.head;
      if (seq % 10_000 === 0) context.report({ phase: 'verifying', done: seq, total: null, unit: 'events' });
    }
  } catch (error) {
    if (isDeskError(error)) throw error;
    if (context.signal?.aborted === true) throw new DeskError('CANCELLED', 'Cancelled. Nothing was changed.');
    throw new DeskError(
      'SOURCE_MISSING',
      `The exported trail ${path} cannot be read. Check the path, then verify again.`,
      { path },
      { cause: error },
    );
  }
  if (lines === 1 && readable === 0) throw notATrail(path);
  return verifier.verdict();
}

/** As `audit.export` writes it, so that an event broken later on is still known for one. */
function beginsAsEvent(line: string): boolean {
  return line.startsWith('{"seq":');
}

function notATrail(path: string): DeskError {
  return new DeskError(
    'SOURCE_NOT_DATA',
    `${path} is not a JSON-lines export of a trail. Export the trail as JSON lines, and verify that file.`,
    { path },
  );
}

function readEvent(line: string): AuditEvent | undefined {
  try {
    return exportedEventSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
