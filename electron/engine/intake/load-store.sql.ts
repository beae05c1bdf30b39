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

export const selectLoads = (): Sql => ({ text: 'SELECT * FROM load ORDER BY loaded_at DESC, id DESC' });

export const selectLoad = (id: string): Sql => ({ text: 'SELECT * FROM load WHERE id = $id', params: { id } });

export const selectLoadFiles = (load: string): Sql => ({
  text: 'SELECT * FROM load_file WHERE load = $load ORDER BY file',
  params: { load },
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

export const insertLoad = (row: Omit<LoadRow, 'suite_hash' | 'checked_at' | 'stale' | 'revision'>): Sql => ({
  text: `INSERT INTO load (id, source, sha256, bytes, format, duplicate_of, loaded_at, loaded_by, columns, records, rejects,
      physical_lines, record_lines, reject_lines, non_record_lines, landed, problem, notes, next_ordinal)
    VALUES ($id, $source, $sha256, $bytes, $format, $duplicate_of, $loaded_at, $loaded_by, $columns, $records, $rejects,
      $physical_lines, $record_lines, $reject_lines, $non_record_lines, $landed, $problem, $notes, $next_ordinal)`,
  params: { ...row },
});

export const insertLoadFile = (row: LoadFileRow): Sql => ({
  text: `INSERT INTO load_file VALUES ($load, $file, $path, $bytes, $modified_ms, $sha256, $first_ordinal, $records, $rejects,
    $physical_lines, $encoding, $compression, $dialect, $evidence)`,
  params: { ...row },
});

export const selectLastPublish = (load: string): Sql => ({
  text: `SELECT published_at, revision FROM publish WHERE load = $load AND state = 'done' ORDER BY published_at DESC LIMIT 1`,
  params: { load },
});

export const selectSuiteName = (hash: string): Sql => ({
  text: 'SELECT name FROM suite WHERE hash = $hash',
  params: { hash },
});

/** How many expectations the last check of a load could not run; no row while it is unchecked. */
export const countCouldNotRun = (load: string): Sql => ({
  text: `SELECT json_array_length(could_not_run)::BIGINT AS expectations FROM validation
    WHERE load = $load ORDER BY happened_at DESC, id DESC LIMIT 1`,
  params: { load },
});

/** What a publish would write has changed. */
export const bumpRevision = (load: string): Sql => ({
  text: 'UPDATE load SET revision = revision + 1 WHERE id = $load',
  params: { load },
});
