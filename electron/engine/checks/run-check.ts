/** Checks a load: the suite over the load as it is now, then findings and states swapped in one transaction. */
import type { Suite, ValidationResult } from '../../contract/check.ts';
import type { Load, Receipt } from '../../contract/load.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import { appendToTrail } from '../audit/trail.ts';
import { DeskError } from '../../contract/errors.ts';
import type { CallContext, EngineContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { newId } from '../ids.ts';
import { describeLoad } from '../intake/describe-loads.ts';
import { storedLoad, type StoredLoad } from '../intake/load-store.ts';
import { bumpRevision } from '../intake/load-store.sql.ts';
import { adoptRecords } from '../review/current-view.sql.ts';
import { countStates } from '../review/review-table.sql.ts';
import { allUnderReview, deriveStates } from '../review/states.sql.ts';
import { today } from '../review/today.ts';
import { expireWaivers } from '../review/waivers.ts';
import {
  createFailing,
  deleteFindings,
  dropRunTables,
  insertSuite,
  insertValidation,
  keepFindings,
  markChecked,
} from './check-store.sql.ts';
import { relationOf } from './load-relation.ts';
import { runSuite, type RunOptions } from './run/run-suite.ts';
import { chooseSuite } from './suite-of-load.ts';
import { suiteHash } from './suite/identity.ts';

const findingsTable = 'run_findings';
const failingTable = 'run_failing';
const reviewedTable = 'run_reviewed';

export interface Checked {
  readonly validation: ValidationResult;
  readonly load: Load;
  readonly receipt: Receipt;
}

/** Records are taken in once, however often they are checked. */
async function countIngested(connection: Connection, context: EngineContext, load: Load): Promise<void> {
  const { quarantined } = await connection.only<{ quarantined: number }>(countStates(load.id));
  context.metrics.ingested(load.format, 'quarantined', quarantined);
  context.metrics.ingested(load.format, 'success', load.clean + load.corrected + load.waived);
}

export function runCheck(input: ParsedInput<'check.run'>, context: CallContext): Promise<Checked> {
  return checkLoad(context, { ...input, signal: context.signal });
}

export interface CheckRequest {
  readonly load: string;
  readonly suite?: string | undefined;
  readonly result_format?: RunOptions['resultFormat'];
  readonly actor: string;
  readonly reason?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Runs the suite on a snapshot; starts afresh when somebody changed the load meanwhile, so a verdict is never of a mix. */
export async function checkLoad(context: EngineContext, request: CheckRequest): Promise<Checked> {
  const started = performance.now();
  await expireWaivers(context);
  return context.db.read(async (connection) => {
    try {
      for (;;) {
        const made = await connection.underSignal(request.signal, () => validate(connection, context, request));
        // Not under the signal as a whole: a cancelled transaction must still be rolled back.
        const kept = await context.db.writeOn(
          connection,
          (writer) => keepValidation(writer, made, request, context),
          request.signal,
        );
        if (!kept) continue;
        const described = await describeLoad(connection, request.load);
        if (made.load.row.suite_hash === null) await countIngested(connection, context, described.load);
        context.metrics.validated(described.load.format, made.validation, (performance.now() - started) / 1_000);
        context.emit({ event: 'load.changed', load: request.load });
        return { validation: made.validation, ...described };
      }
    } finally {
      await connection.run(dropRunTables([findingsTable, failingTable, reviewedTable]));
    }
  });
}

interface Made {
  readonly load: StoredLoad;
  readonly suite: Suite;
  readonly validation: ValidationResult;
}

async function validate(connection: Connection, context: EngineContext, request: CheckRequest): Promise<Made> {
  const load = await storedLoad(connection, context.workspace, request.load);
  const suite = await chooseSuite(connection, load, request.suite);
  demandReason(load, suite, request);
  const { result: validation } = await runSuite(connection, await relationOf(connection, load), suite, {
    findingsTable,
    ...(request.result_format === undefined ? {} : { resultFormat: request.result_format }),
    meta: { load_id: load.row.id, suite_sha256: suiteHash(suite), bronze_desk_version: context.appVersion },
  });
  return { load, suite, validation };
}

/** Another suite may release records, so somebody says why it is another one. */
function demandReason({ row }: StoredLoad, suite: Suite, { reason }: CheckRequest): void {
  if (row.suite_hash === null || reason !== undefined || row.suite_hash === suiteHash(suite)) return;
  throw new DeskError(
    'INVALID_INPUT',
    `This is not the suite that load ${row.id} was last checked with, and another suite can release records from quarantine. Give a reason for the change: it is kept in the audit trail.`,
    { load: row.id, remedy: 'give reason' },
  );
}

async function keepValidation(
  writer: Connection,
  { load, suite, validation }: Made,
  request: CheckRequest,
  context: EngineContext,
): Promise<boolean> {
  const now = await storedLoad(writer, context.workspace, load.row.id);
  if (now.row.revision !== load.row.revision || now.row.suite_hash !== load.row.suite_hash) return false;
  const id = newId();
  const at = new Date().toISOString();
  const hash = suiteHash(suite);
  await writer.run(insertSuite(hash, suite.name, JSON.stringify(suite), at));
  await writer.run(createFailing(failingTable, findingsTable));
  await writer.run({ text: adoptRecords(load, failingTable) });
  await writer.run(deleteFindings(load.row.id));
  await writer.run(keepFindings(load.row.id, findingsTable));
  await writer.run(allUnderReview(load.row.id, reviewedTable));
  const changed = await writer.run(deriveStates(load.row.id, reviewedTable, today()));
  const couldNotRun = validation.results.filter((result) => result.meta.could_not_run);
  await writer.run(
    insertValidation({
      id,
      load: load.row.id,
      suite_hash: hash,
      happened_at: at,
      actor: request.actor,
      revision: load.row.revision,
      result: JSON.stringify(validation),
      could_not_run: JSON.stringify(couldNotRun.map((result) => result.meta.sentence)),
    }),
  );
  await writer.run(markChecked(load.row.id, hash, at));
  if (changed > 0) await writer.run(bumpRevision(load.row.id));
  const entry = {
    at,
    actor: request.actor,
    action: 'check',
    load: load.row.id,
    record: null,
    column: null,
    old: load.row.suite_hash === null ? null : `suite:${load.row.suite_hash}`,
    new: `suite:${hash}`,
    reason: request.reason ?? null,
    operation: id,
  };
  await appendToTrail(writer, [entry]);
  return true;
}
