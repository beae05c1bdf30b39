import type { Sql } from '../db/sql.ts';

export interface PublishRow {
  id: string;
  load: string;
  target: string;
  path: string;
  state: string;
  identity: string;
  revision: number;
  published_at: string;
  actor: string;
  files: number;
  rows: number;
  supersedes: string | null;
  /** `seq:hash` of the trail when the manifest was written. */
  audit_head: string;
  /** The object store's server; null for a folder, and for Amazon's own. */
  endpoint: string | null;
  /** As {@link Redriven} in JSON, of one that a redrive asked for; gone when it was told. */
  redrive: string | null;
}

export const insertPublish = (row: PublishRow): Sql => ({
  text: `INSERT INTO publish (id, load, target, path, state, identity, revision, published_at, actor, files, rows, supersedes,
      audit_head, endpoint, redrive)
    VALUES ($id, $load, $target, $path, $state, $identity, $revision, $published_at, $actor, $files, $rows, $supersedes,
      $audit_head, $endpoint, $redrive)`,
  params: { ...row },
});

export const movePublish = (id: string, path: string): Sql => ({
  text: 'UPDATE publish SET path = $path WHERE id = $id',
  params: { id, path },
});

export const completePublishes = (
  publishes: readonly { readonly id: string; readonly files: number; readonly rows: number }[],
): Sql => ({
  text: `UPDATE publish SET state = 'done', files = d.files, rows = d.rows, redrive = NULL
    FROM (SELECT unnest($ids) AS id, unnest($files)::BIGINT AS files, unnest($rows)::BIGINT AS rows) d
    WHERE publish.id = d.id`,
  params: {
    ids: publishes.map(({ id }) => id),
    files: publishes.map(({ files }) => String(files)),
    rows: publishes.map(({ rows }) => String(rows)),
  },
});

export const deletePublish = (id: string): Sql => ({ text: 'DELETE FROM publish WHERE id = $id', params: { id } });

export const selectByIdentity = (identity: string): Sql => ({
  text: `SELECT * FROM publish WHERE identity = $identity AND state = 'done' ORDER BY published_at DESC`,
  params: { identity },
});

export const selectLatestPublish = (load: string, target: string, endpoint: string | null): Sql => ({
  text: `SELECT * FROM publish
    WHERE load = $load AND target = $target AND endpoint IS NOT DISTINCT FROM $endpoint AND state = 'done'
    ORDER BY published_at DESC, id DESC LIMIT 1`,
  params: { load, target, endpoint },
});

export const selectPublish = (id: string): Sql => ({
  text: `SELECT * FROM publish WHERE id = $id AND state = 'done'`,
  params: { id },
});

export const selectUnfinished = (): Sql => ({ text: `SELECT * FROM publish WHERE state = 'intended'` });

export const selectPublishes = (load: string | undefined): Sql => ({
  text: `SELECT * FROM publish WHERE state = 'done'${load === undefined ? '' : ' AND load = $load'} ORDER BY published_at DESC, id DESC`,
  params: load === undefined ? {} : { load },
});
