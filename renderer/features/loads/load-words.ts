/** What a load, its state and its reading are called. */
import type { Column, Dialect, Load, LoadFile, Receipt, SourceFormat } from '../../../electron/contract/load.ts';
import { fileName, formatCount, formatCounted } from '../../ui/format.ts';
import { batchName } from './stream/stream-words.ts';

/** `a.csv`, `a.csv and 2 more`. */
export const namesOf = (paths: readonly string[]): string => {
  const first = fileName(paths[0] ?? '');
  return paths.length > 1 ? `${first} and ${formatCount(paths.length - 1)} more` : first;
};

export const sourceName = ({ stream, files }: Load): string =>
  stream === null ? namesOf(files.map(({ path }) => path)) : batchName(stream);

export type Standing = 'unbalanced' | 'unchecked' | 'could not run' | 'quarantine' | 'ready' | 'changed' | 'published';

export interface LoadState {
  readonly standing: Standing;
  readonly words: string;
}

/** Where a load stands on its way to bronze, the most pressing thing first. */
export function stateOf(load: Load, receipt: Receipt | undefined): LoadState {
  if (receipt?.balanced === false) return { standing: 'unbalanced', words: 'Does not balance' };
  if (load.checked_at === null) return { standing: 'unchecked', words: 'Not checked' };
  if (load.published_at !== null && load.changed_since_publish)
    return {
      standing: 'changed',
      words: `Changed since publish${couldNotRunWords(load, ', ')}${quarantineWords(load, ', ')}`,
    };
  if (load.published_at !== null) return { standing: 'published', words: `Published${quarantineWords(load, ', ')}` };
  if (load.could_not_run > 0)
    return { standing: 'could not run', words: `${couldNotRunWords(load, '')}${quarantineWords(load, ', ')}` };
  if (load.quarantined > 0) return { standing: 'quarantine', words: quarantineWords(load, '') };
  return { standing: 'ready', words: 'Ready to publish' };
}

const quarantineWords = ({ quarantined }: Load, before: string): string =>
  quarantined === 0 ? '' : `${before}${formatCount(quarantined)} in quarantine`;

const couldNotRunWords = ({ could_not_run: unrun }: Load, before: string): string =>
  unrun === 0 ? '' : `${before}${formatCounted(unrun, 'check')} could not run`;

const characterNames: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'vertical bar',
  '^': 'caret',
  '~': 'tilde',
  ':': 'colon',
  ' ': 'space',
  '"': 'double quote',
  "'": 'single quote',
  '\\': 'backslash',
};

export const characterName = (character: string): string => characterNames[character] ?? `“${character}”`;

export const formatNames = { csv: 'CSV', jsonl: 'JSON lines', json: 'JSON array', parquet: 'Parquet' } as const;

export const encodingNames = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16, little end first',
  'utf-16be': 'UTF-16, big end first',
  'windows-1252': 'Windows-1252',
} as const;

/** `semicolon, quoted with double quote, header`. */
export function dialectWords({ delimiter, quote, escape, header, skip_lines: skip }: Dialect): string {
  return [
    characterName(delimiter),
    quote === null ? 'no quotes' : `quoted with ${characterName(quote)}`,
    ...(quote !== null && escape !== quote
      ? [`escaped with ${escape === null ? 'nothing' : characterName(escape)}`]
      : []),
    header ? 'header' : 'no header',
    ...(skip > 0 ? [`first ${formatCount(skip)} skipped`] : []),
  ].join(', ');
}

type ReadFile = Pick<LoadFile, 'encoding' | 'compression' | 'dialect'>;

export function readingWords({ encoding, compression, dialect }: ReadFile): string {
  return [
    ...(compression === 'gzip' ? ['gzip'] : []),
    encodingNames[encoding],
    ...(dialect === null ? [] : [dialectWords(dialect)]),
  ].join(', ');
}

/** What tells files of one source apart: `CSV, UTF-8, semicolon, no header`. */
export function briefReading({ format, encoding, compression, dialect }: ReadFile & { format: SourceFormat }): string {
  return [
    formatNames[format],
    ...(compression === 'gzip' ? ['gzip'] : []),
    encodingNames[encoding],
    ...(dialect === null ? [] : [characterName(dialect.delimiter), dialect.header ? 'header' : 'no header']),
  ].join(', ');
}

/** An engine's note as a sentence of its own: `Comma splits all 4 records.` */
export function asSentence(note: string): string {
  const sentence = note.charAt(0).toUpperCase() + note.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Why a column is not called what the source calls it; nothing where it is. */
export function renamingWords({ name, renamed }: Column, index: number): string[] {
  if (renamed === undefined) return [];
  const from = renamed.from.trim() === '' ? '' : ` (“${renamed.from}”)`;
  return [`Column ${formatCount(index + 1)}${from} is called ${name}: ${renamed.why}.`];
}
