/** Decisions: waive (accept as it is), exclude (keep out), reinstate (take either back). */
import { DeskError } from '../../contract/errors.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import type { OperationResult, RecordFilter } from '../../contract/record.ts';
import type { RecordState } from '../../contract/words.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { recordId, rejectId } from '../ids.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import {
  applyExclusions,
  applyRejectDecisions,
  insertWaivers,
  leaveTouchedRedriven,
  recordExclusions,
  recordRejectDecisions,
  rejectEvents,
  revokeWaivers,
  selectTouchedRedriven,
} from './decide.sql.ts';
import { operate, type Operation } from './operate.ts';
import { stateEvents } from './operation.sql.ts';
import { partRejects, touchSelection } from './select-records.ts';
import { today } from './today.ts';
import { selectUnknownRejects } from './window.sql.ts';

const shownSkips = 100;

const tellStates = async (writer: Connection, { load }: Operation): Promise<void> => {
  await writer.run(stateEvents(load.row.id));
};

export async function waive(input: ParsedInput<'review.waive'>, context: CallContext): Promise<OperationResult> {
  const { selection, until, ...authorship } = input;
  if (partRejects(selection).rejects.length > 0) {
    throw new DeskError(
      'INVALID_INPUT',
      'A reject is not a record yet, so it cannot be waived. Repair its text, or exclude it.',
    );
  }
  if (until !== undefined && until < today()) {
    throw new DeskError(
      'INVALID_INPUT',
      `The waiver's last day, ${until}, is over already. Give a day to come, or none.`,
    );
  }
  return operate(
    context,
    { ...authorship, load: selection.load, kind: 'waive' },
    async (writer, { load, id }) => {
      await touchSelection(writer, load, selection, ['quarantined']);
      await writer.run(insertWaivers(load.row.id, id, until ?? null, today()));
      return { columns: 'none' };
    },
    async (writer, { load }) => {
      await writer.run(stateEvents(load.row.id, until));
    },
  );
}

const notExcluded: readonly RecordState[] = ['quarantined', 'corrected', 'waived', 'clean'];
const takenBack: readonly RecordState[] = ['waived', 'excluded'];

export async function exclude(input: ParsedInput<'review.exclude'>, context: CallContext): Promise<OperationResult> {
  return decideExclusion(input, context, true);
}

export async function reinstate(
  input: ParsedInput<'review.reinstate'>,
  context: CallContext,
): Promise<OperationResult> {
  return decideExclusion(input, context, false);
}

async function decideExclusion(
  input: ParsedInput<'review.exclude'>,
  context: CallContext,
  excluded: boolean,
): Promise<OperationResult> {
  const { selection, ...authorship } = input;
  return operate(
    context,
    { ...authorship, load: selection.load, kind: excluded ? 'exclude' : 'reinstate' },
    async (writer, operation) => {
      const { rejects, records } = partRejects(selection);
      const { decided, skipped } = await decideRecords(writer, operation, records, excluded);
      await decideRejects(writer, operation, rejects, excluded);
      return { columns: decided > 0 ? 'all' : 'none', skipped };
    },
    tellStates,
  );
}

/** Answers how many records came or went, and what was left as it is. */
async function decideRecords(
  writer: Connection,
  { load, id }: Operation,
  records: RecordFilter | null,
  excluded: boolean,
): Promise<{ decided: number; skipped: OperationResult['skipped'] }> {
  if (records === null) return { decided: 0, skipped: [] };
  await touchSelection(writer, load, records, excluded ? notExcluded : takenBack);
  const skipped = excluded ? [] : await leaveRedriven(writer, load);
  const decided = await writer.run(recordExclusions(load, id, excluded));
  await writer.run(applyExclusions(load, id));
  if (!excluded) await writer.run(revokeWaivers(load.row.id, id));
  return { decided, skipped };
}

/** What was sent back to its topic comes again as a message: released here too, it would be in bronze twice. */
async function leaveRedriven(writer: Connection, load: StoredLoad): Promise<OperationResult['skipped']> {
  const left = await writer.all<{ ordinal: number; operation: string; state: string }>(
    selectTouchedRedriven(load.row.id),
  );
  if (left.length === 0) return [];
  await writer.run(leaveTouchedRedriven(load.row.id));
  return left.slice(0, shownSkips).map(({ ordinal, operation, state }) => ({
    record_id: recordId(load.row.id, ordinal),
    why:
      state === 'sent'
        ? `it was sent back to its topic by operation ${operation}, and comes again as a message`
        : `it may have been sent back to its topic by operation ${operation}, which the next redrive finds out`,
  }));
}

async function decideRejects(
  writer: Connection,
  { load, id }: Operation,
  rejects: readonly number[],
  excluded: boolean,
): Promise<void> {
  if (rejects.length === 0) return;
  const unknown = await writer.one<{ number: number }>(selectUnknownRejects(load.row.id, rejects));
  if (unknown !== undefined) {
    const id = rejectId(load.row.id, unknown.number);
    throw new DeskError('NOT_FOUND', `There is no reject ${id}.`, { record: id });
  }
  const before = excluded ? 'quarantined' : 'excluded';
  const after = excluded ? 'excluded' : 'quarantined';
  await writer.run(recordRejectDecisions(load.row.id, id, rejects, before, after));
  await writer.run(applyRejectDecisions(id));
  await writer.run(rejectEvents(id));
}
