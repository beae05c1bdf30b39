import type { Sql } from '../db/sql.ts';

export interface LoadRow {
  id: string;
  source: string;
  sha256: string;
  bytes: number;
  format: string;
  duplicate_of: string | null;
  loaded_at: string;
  loaded_by: string;
  columns: string;
  records: number;
  rejects: number;
  physical_lines: number;
  record_lines: number;
  reject_lines: number;
  non_record_lines: number;
  landed: number;
  problem: string | null;
  notes: string;
  next_ordinal: number;
  suite_hash: string | null;
  checked_at: string | null;
  stale: string;
  revision: number;
  /** A micro-batch: `streamSchema` of the contract as JSON. */
  stream: string | null;
  has_review_table: boolean;
}

export interface LoadFileRow {
  load: string;
  file: number;
  path: string;
  bytes: number;
  modified_ms: number;
  sha256: string;
  first_ordinal: number;
  records: number;
  rejects: number;
  physical_lines: number;
  encoding: string;
  compression: string;
  dialect: string | null;
  evidence: string;
}

export const selectLoadIds = (): Sql => ({ text: 'SELECT id FROM load' });

/** Batches that came in together have the same time: they stand in the order in which they were kept. */
export const newestFirst = 'loaded_at DESC, rowid DESC';
export const oldestFirst = 'loaded_at, rowid';

/** Newest first; all of them from `offset` on where `limit` is undefined. */
export const selectLoads = (kind: 'all' | 'files', limit: number | undefined, offset: number): Sql => ({
  text: `SELECT * FROM load${kind === 'files' ? ' WHERE stream IS NULL' : ''}
    ORDER BY ${newestFirst}${limit === undefined ? '' : ' LIMIT $limit'} OFFSET $offset`,
  params: { offset, ...(limit === undefined ? {} : { limit }) },
});

export const selectLoad = (id: string): Sql => ({ text: 'SELECT * FROM load WHERE id = $id', params: { id } });

export const selectLoadFiles = (load: string): Sql => ({
  text: 'SELECT * FROM load_file WHERE load = $load ORDER BY file',
  params: { load },
});

export const selectFilesOf = (loads: readonly string[]): Sql => ({
  text: 'SELECT * FROM load_file WHERE load IN (SELECT unnest($loads)) ORDER BY load, file',
  params: { loads },
});

export interface EarlierFile {
  sha256: string;
  load: string;
  loaded_at: string;
  loaded_by: string;
}

/** Files of earlier loads with the bytes of any of these, the earliest load first. */
export const selectFilesBySha256 = (hashes: readonly string[]): Sql => ({
  text: `SELECT DISTINCT f.sha256, l.id AS load, l.loaded_at, l.loaded_by
    FROM load_file f JOIN load l ON l.id = f.load
    WHERE f.sha256 IN (SELECT unnest(string_split($hashes, ',')))
    ORDER BY l.loaded_at, l.id`,
  params: { hashes: hashes.join(',') },
});

export const insertLoad = (row: Omit<LoadRow, 'stale' | 'revision'>): Sql => ({
  text: `INSERT INTO load (id, source, sha256, bytes, format, duplicate_of, loaded_at, loaded_by, columns, records, rejects,
      physical_lines, record_lines, reject_lines, non_record_lines, landed, problem, notes, next_ordinal, suite_hash,
      checked_at, stream, has_review_table)
    VALUES ($id, $source, $sha256, $bytes, $format, $duplicate_of, $loaded_at, $loaded_by, $columns, $records, $rejects,
      $physical_lines, $record_lines, $reject_lines, $non_record_lines, $landed, $problem, $notes, $next_ordinal, $suite_hash, $checked_at, $stream,
      $has_review_table)`,
  params: { ...row },
});

export const insertLoadFile = (row: LoadFileRow): Sql => ({
  text: `INSERT INTO load_file VALUES ($load, $file, $path, $bytes, $modified_ms, $sha256, $first_ordinal, $records, $rejects,
    $physical_lines, $encoding, $compression, $dialect, $evidence)`,
  params: { ...row },
});

export const selectLastPublishes = (loads: readonly string[]): Sql => ({
  text: `SELECT load, max(published_at) AS published_at, arg_max(revision, published_at) AS revision
    FROM publish WHERE state = 'done' AND load IN (SELECT unnest($loads)) GROUP BY load`,
  params: { loads },
});

export const selectSuiteNames = (): Sql => ({ text: 'SELECT hash, name FROM suite' });

export const selectSuiteName = (hash: string): Sql => ({
  text: 'SELECT name FROM suite WHERE hash = $hash',
  params: { hash },
});

export const markReviewable = (load: string): Sql => ({
  text: 'UPDATE load SET has_review_table = true WHERE id = $load',
  params: { load },
});

/** How many expectations the last check of each load could not run; no row for one that is unchecked. */
export const selectCouldNotRun = (loads: readonly string[]): Sql => ({
  text: `SELECT load, json_array_length(could_not_run)::BIGINT AS expectations FROM validation
    WHERE list_contains($loads, load)
    QUALIFY row_number() OVER (PARTITION BY load ORDER BY happened_at DESC, id DESC) = 1`,
  params: { loads },
});

/** What a publish would write has changed. */
export const bumpRevision = (load: string): Sql => ({
  text: 'UPDATE load SET revision = revision + 1 WHERE id = $load',
  params: { load },
});
