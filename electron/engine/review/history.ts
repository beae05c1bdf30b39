/** What people did, newest first. */
import type { Output, ParsedInput } from '../../contract/methods.ts';
import { operationKindSchema } from '../../contract/record.ts';
import type { CallContext } from '../context.ts';
import { selectOperations, type OperationRow } from './operation.sql.ts';

export async function history(
  input: ParsedInput<'review.history'>,
  context: CallContext,
): Promise<Output<'review.history'>> {
  const rows = await context.db.read((connection) =>
    connection.all<OperationRow>(selectOperations(input.load, input.limit)),
  );
  return rows.map(({ id, kind, happened_at: at, ...row }) => ({
    operation: id,
    kind: operationKindSchema.parse(kind),
    at,
    ...row,
  }));
}
