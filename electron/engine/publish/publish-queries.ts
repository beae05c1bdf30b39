import { join } from 'node:path';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';
import { selectPublishes, type PublishRow } from './publish-store.sql.ts';
import { manifestName } from './target.ts';

export async function listPublishes(
  input: ParsedInput<'publish.list'>,
  context: CallContext,
): Promise<Output<'publish.list'>> {
  const rows = await context.db.read((connection) => connection.all<PublishRow>(selectPublishes(input.load)));
  return rows.map((row) => ({
    id: row.id,
    load: row.load,
    path: row.path,
    manifest: join(row.path, manifestName),
    files: row.files,
    rows: row.rows,
    published_at: row.published_at,
    actor: row.actor,
    supersedes: row.supersedes,
  }));
}
