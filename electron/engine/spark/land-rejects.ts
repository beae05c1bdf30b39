/** The rejects of a run into staging, a file for each file they came from, to be repaired by that file's own dialect. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Column } from '../../contract/load.ts';
import type { SparkPlan } from '../../contract/spark.ts';
import type { Connection } from '../db/connection.ts';
import { recordsFile, type LandedFile } from '../intake/landing-place.ts';
import { toCsvDialect } from '../intake/plan-reading.ts';
import { emptyTally } from '../intake/scan/csv-report.ts';
import { fileHere } from './address-here.ts';
import { copyNoRecords, copyRejects, selectRejectedFiles, type RejectedFile } from './pull.sql.ts';
import { rejectSentences } from './reject-sentences.ts';

/** `files` are the run's; the numbers of what is landed begin at `first`. */
export async function landRejects(
  connection: Connection,
  plan: SparkPlan,
  files: readonly string[],
  staging: string,
  first: number,
): Promise<LandedFile[]> {
  const rejected = await connection.all<RejectedFile>(selectRejectedFiles(files));
  const landed: LandedFile[] = [];
  for (const [index, file] of rejected.entries()) {
    const number = first + index;
    const source = plan.sources[file.source];
    const columns = (source?.columns ?? []).flatMap(
      (name) => plan.columns.find((column) => column.name.toLowerCase() === name.toLowerCase()) ?? [],
    );
    const side = join(staging, `rejects-${number}.jsonl`);
    await connection.run(copyRejects(files, file, rejectSentences(columns.length), side));
    await connection.run(copyNoRecords(columns, join(staging, 'landing', recordsFile(number))));
    landed.push(landedFile(plan, file, columns, side));
  }
  return landed;
}

function landedFile(plan: SparkPlan, file: RejectedFile, columns: readonly Column[], side: string): LandedFile {
  const source = plan.sources[file.source];
  const { rejects, bytes } = file;
  const path = fileHere(file.path);
  const dialect = source?.dialect ?? null;
  return {
    plan: {
      file: { path, local: path, bytes, modifiedMs: Date.parse(plan.planned_at) },
      format: source?.format ?? 'csv',
      gzip: false,
      encoding: 'utf-8',
      dialect: dialect === null ? null : toCsvDialect(dialect),
      names: [],
      head: Buffer.alloc(0),
      headIsAll: false,
      bytesPerRow: 0,
      evidence: [`what the run ${plan.id} could not make a record of`],
      headerConfidence: 1,
    },
    // Of what was taken in: nobody here has seen the file itself.
    sha256: createHash('sha256')
      .update(JSON.stringify([plan.id, file.source, file.path, file.digest]))
      .digest('hex'),
    columns,
    tally: {
      ...emptyTally(),
      bytes,
      physicalLines: rejects,
      recordLines: rejects,
      rejectLines: rejects,
      rejects,
    },
    landed: 0,
    disagreement: null,
    rejects: side,
    notes: ['Spark does not say where in its file a reject stood: here they stand one after the other, a line each.'],
  };
}
