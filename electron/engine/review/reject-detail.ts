/** One reject with everything that was done to it. */
import { DeskError } from '../../contract/errors.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';
import { parseRecordId } from '../ids.ts';
import { storedLoad } from '../intake/load-store.ts';
import { originOfReject } from '../stream/message-origin.ts';
import { selectEventsOf } from './record-detail.sql.ts';
import { showReject } from './show-records.ts';
import { inSnapshot } from './snapshot.ts';
import { selectReject, type RejectRow } from './window.sql.ts';

type Detail = Output<'reject.get'>;

/** Throws NOT_FOUND, INVALID_INPUT. */
export async function rejectDetail(
  { record_id: id }: ParsedInput<'reject.get'>,
  context: CallContext,
): Promise<Detail> {
  const address = parseRecordId(id);
  if (address?.kind !== 'reject') {
    throw new DeskError('INVALID_INPUT', `${id} is a record, not a reject.`, { record: id });
  }
  return inSnapshot(context, async (connection) => {
    const load = await storedLoad(connection, context.workspace, address.load);
    const row = await connection.one<RejectRow>(selectReject(load.row.id, address.number));
    if (row === undefined) throw new DeskError('NOT_FOUND', `There is no reject ${id}.`, { record: id });
    return {
      reject: showReject(load, row),
      message: await originOfReject(connection, load, address.number),
      history: await connection.all<Detail['history'][number]>(selectEventsOf(id)),
    };
  });
}
