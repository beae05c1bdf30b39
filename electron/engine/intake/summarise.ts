/** The files of a load taken together: counts, one hash, one list of columns, what is to be said about them. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { DeskError } from '../../contract/errors.ts';
import type { Column, Receipt } from '../../contract/load.ts';
import type { LandedFile } from './landing-place.ts';
import { renamingNotes } from './name-columns.ts';

/** What a load's files add up to. */
export interface Summary {
  readonly sha256: string;
  readonly bytes: number;
  readonly records: number;
  readonly rejects: number;
  readonly landed: number;
  readonly physicalLines: number;
  readonly recordLines: number;
  readonly rejectLines: number;
  readonly nonRecordLines: number;
  readonly columns: readonly Column[];
  readonly problem: Receipt['problem'];
  readonly notes: readonly string[];
}

/** Throws SOURCE_EMPTY when there is neither a record nor a reject. */
export function summarise(landed: readonly LandedFile[]): Summary {
  const sum = (pick: (file: LandedFile) => number): number => landed.reduce((total, file) => total + pick(file), 0);
  const records = sum((file) => file.tally.records);
  const rejects = sum((file) => file.tally.rejects);
  const first = landed[0];
  if (first === undefined || records + rejects === 0) {
    throw new DeskError(
      'SOURCE_EMPTY',
      `${landed.map((file) => basename(file.plan.file.path)).join(', ')} holds ${first?.plan.format === 'parquet' ? 'no rows' : 'a header and no records'}. Check that the export was complete; nothing was loaded.`,
      { paths: landed.map((file) => file.plan.file.path) },
    );
  }
  const broken = landed.find((file) => file.disagreement !== null);
  return {
    sha256: landed.length === 1 ? first.sha256 : hashOf(landed.map((file) => file.sha256)),
    bytes: sum((file) => file.plan.file.bytes),
    records,
    rejects,
    landed: sum((file) => file.landed),
    physicalLines: sum((file) => file.tally.physicalLines),
    recordLines: sum((file) => file.tally.recordLines),
    rejectLines: sum((file) => file.tally.rejectLines),
    nonRecordLines: sum((file) => file.tally.nonRecordLines),
    columns: unionOfColumns(landed.map(({ plan, columns }) => ({ path: plan.file.path, columns }))),
    problem: broken === undefined ? null : problemOf(broken),
    notes: notesOf(landed),
  };
}

function hashOf(hashes: readonly string[]): string {
  return createHash('sha256')
    .update([...hashes].sort().join('\n'))
    .digest('hex');
}

/**
 * Names that differ in case alone are one column, as first written. Throws INVALID_INPUT when a column is of one type here
 * and of another there: one of them could not be kept.
 */
export function unionOfColumns(
  files: readonly { readonly path: string; readonly columns: readonly Column[] }[],
): Column[] {
  const columns = new Map<string, { column: Column; path: string }>();
  for (const { path, columns: own } of files) {
    for (const column of own) {
      const key = column.name.toLowerCase();
      const known = columns.get(key);
      if (known === undefined) columns.set(key, { column, path });
      else if (known.column.type !== column.type) throw typesDiffer(column.name, known, { column, path });
    }
  }
  return [...columns.values()].map(({ column }) => column);
}

function typesDiffer(name: string, one: { column: Column; path: string }, other: typeof one): DeskError {
  return new DeskError(
    'INVALID_INPUT',
    `Column “${name}” is ${one.column.type} in ${one.path} and ${other.column.type} in ${other.path}. Load these files on their own, so that every value keeps its type.`,
    { column: name, paths: [one.path, other.path] },
  );
}

function problemOf(file: LandedFile): NonNullable<Receipt['problem']> {
  const { firstLine, lastLine } = file.disagreement ?? { firstLine: 1, lastLine: file.tally.physicalLines };
  return {
    message: `The counter found ${file.tally.records} records, but ${file.landed} were landed; they part between lines ${firstLine} and ${lastLine}.`,
    file: file.plan.file.path,
    first_line: firstLine,
    last_line: lastLine,
  };
}

function notesOf(landed: readonly LandedFile[]): string[] {
  const several = landed.length > 1;
  const folders = landed.flatMap(({ plan }) => (plan.file.note === undefined ? [] : [plan.file.note]));
  const ofFiles = landed.flatMap((file) => {
    const name = several ? `${basename(file.plan.file.path)}: ` : '';
    return [...renamingNotes(file.columns), ...file.notes].map((note) => `${name}${note}`);
  });
  return [...folders, ...ofFiles];
}
