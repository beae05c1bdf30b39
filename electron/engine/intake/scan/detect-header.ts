export interface HeaderGuess {
  header: boolean;
  confidence: number;
  evidence: string[];
}

type Row = readonly (string | null)[];

const VALUE =
  /^\s*([-+]?[\d.,]*\d[\d.,]*%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d.*)?|\d{1,2}:\d{2}(:\d{2})?|true|false|yes|no|null|n\/a)\s*$/i;
/** `name`, `medical_specialty`, `sampleName`, `PATIENT_ID`: spelt as programs spell names. */
const IDENTIFIER = /^(\p{Ll}[\p{Ll}\p{N}]*([_.-]?[\p{L}\p{N}]+)*|[\p{L}\p{N}#%]+(_[\p{L}\p{N}#%]+)+)$/u;
const COMPOUND = /[\p{L}\p{N}]_[\p{L}\p{N}]|^\p{Ll}+\p{Lu}\p{Ll}/u;
/** What columns are called everywhere; as a cell's last word ("Patient ID") it speaks for a name. */
const LABEL =
  /(^|[\s_-])(id|ids|index|no|nr|number|count|name|names|date|time|year|age|sex|gender|type|kind|code|class|category|group|label|title|text|note|notes|comment|comments|description|keywords?|status|state|city|country|address|email|phone|department|specialty|speciality|diagnosis|complaint|transcription|sample|patient|doctor|value|unit|price|amount|total|score|result|source|url|path|file)s?$/iu;
const SHORT = 40;
const LONG = 64;

const looksLikeValue = (cell: string | null): boolean => cell !== null && VALUE.test(cell);

/** Whether the first of the rows is a header: names above, values below. Evidence holds no cell but the header's. */
export function detectHeader(rows: readonly Row[], fields: number): HeaderGuess {
  const [first, ...below] = rows;
  if (!first) return { header: true, confidence: 0.5, evidence: ['there is no record to judge a header by'] };
  const filled = first.filter((cell): cell is string => cell !== null && cell.trim() !== '');
  const values = filled.filter(looksLikeValue).length;
  if (values > 0) {
    const evidence = [
      `${values} of ${first.length} cells of the first line are numbers, dates or the like, so it is data`,
    ];
    return { header: false, confidence: values === filled.length ? 0.95 : 0.7, evidence };
  }
  if (filled.length === 0) return { header: false, confidence: 0.6, evidence: ['the first line holds no names'] };
  return weigh(first, below, fields, filled);
}

function emptyNames(first: Row): string {
  const places = first.flatMap((cell, i) => (cell === null || cell.trim() === '' ? [i + 1] : []));
  const column = places.length === 1 ? `column ${places[0] ?? 0} has` : `columns ${places.join(', ')} have`;
  return `${column} an empty name`;
}

/** What speaks for a header above zero, what for data below; by how much is how sure the answer is. */
function weigh(first: Row, below: readonly Row[], fields: number, filled: readonly string[]): HeaderGuess {
  const names = filled.map((cell) => cell.trim());
  const looks = judgeNames(names);
  const seen = compare(first, below, fields);
  const empty = first.length - filled.length;
  const judged = Math.max(1, seen.judged);
  const points =
    looks.points +
    (empty === 0 ? 0 : empty >= filled.length ? -2 : 0.5) +
    (seen.typed > 0 ? 3 : 0) +
    (seen.longer > 0 ? 1 : 0) +
    (1.5 * seen.unlike - 3 * seen.alike) / judged -
    (seen.repeated > 0 ? 1 + (3 * seen.repeated) / judged : 0);
  const header = points > 0;
  const confidence = Math.round(100 * Math.min(0.97, 0.5 + 0.09 * Math.abs(points))) / 100;
  if (!header) {
    const evidence = againstHeader(looks, seen, empty >= filled.length);
    // Looks alone never prove that there is no header.
    return { header, confidence: seen.repeated > 0 ? confidence : Math.min(0.75, confidence), evidence };
  }
  const evidence = [
    looks.unique && !looks.odd
      ? `the first line holds ${names.length} different short names`
      : `the first line reads like ${names.length} names`,
  ];
  if (empty > 0) evidence.push(`${emptyNames(first)}; the others read like names, so it counts as a header`);
  if (!looks.unique) evidence.push('a name occurs twice in it');
  if (below.length === 0) evidence.push('nothing stands below it');
  if (seen.typed > 0) evidence.push(`${hold(seen.typed, ' below')} numbers, dates or the like`);
  if (seen.longer > 0) evidence.push(`${hold(seen.longer, ' below')} much longer text`);
  return { header, confidence: below.length === 0 ? Math.min(0.8, confidence) : confidence, evidence };
}

const hold = (count: number, place: string): string =>
  count === 1 ? `1 column${place} holds` : `${count} columns${place} hold`;

function againstHeader(looks: Looks, seen: Comparison, mostlyEmpty: boolean): string[] {
  const why = [
    ...(seen.repeated > 0 ? [`${hold(seen.repeated, '')} the first line's text again further down`] : []),
    ...(seen.alike > 0 ? [`${hold(seen.alike, ' below')} text of the same look as the first line`] : []),
    ...(looks.odd ? ['the first line has cells too long or odd for names'] : []),
    ...(mostlyEmpty ? ['the first line has mostly empty cells'] : []),
  ];
  return [`${why.length === 0 ? 'the first line does not read like names' : why.join(', ')}, so it is data`];
}

interface Looks {
  readonly points: number;
  readonly unique: boolean;
  readonly odd: boolean;
}

function judgeNames(names: readonly string[]): Looks {
  const share = (test: (name: string) => boolean): number => names.filter(test).length / names.length;
  const unique = new Set(names.map((name) => name.toLowerCase())).size === names.length;
  const labels = share((name) => name.length <= SHORT && LABEL.test(name));
  const sentences = share((name) => name.split(/\s+/).length > 6 || /[.!;]$/.test(name));
  const long = names.some((name) => name.length > LONG || /[\r\n]/.test(name));
  const points =
    (unique ? 0.5 : -0.5) +
    (names.every((name) => IDENTIFIER.test(name)) ? 1 : 0) +
    (names.some((name) => name.length <= SHORT && COMPOUND.test(name) && IDENTIFIER.test(name)) ? 2 : 0) +
    (labels >= 0.5 ? 2 : labels > 0 ? 1 : 0) -
    (long ? 0.5 : 0) -
    2 * sentences -
    // Several words each, and none of them what a column is called.
    (labels === 0 && names.length > 1 && share((name) => /\s/.test(name)) >= 0.5 ? 1 : 0);
  return { points, unique, odd: long || sentences > 0 };
}

interface Comparison {
  judged: number;
  typed: number;
  longer: number;
  repeated: number;
  /** Text columns whose first cell is written as those below it are, and those where it is not. */
  alike: number;
  unlike: number;
}

function compare(first: Row, below: readonly Row[], fields: number): Comparison {
  const seen: Comparison = { judged: 0, typed: 0, longer: 0, repeated: 0, alike: 0, unlike: 0 };
  for (let column = 0; column < fields; column += 1) {
    const name = (first[column] ?? '').trim();
    const cells = below.map((row) => row[column] ?? null).filter((cell): cell is string => cell !== null);
    if (cells.length === 0) continue;
    seen.judged += 1;
    if (cells.filter(looksLikeValue).length > 0.8 * cells.length) {
      seen.typed += 1;
      continue;
    }
    if (cells.reduce((sum, cell) => sum + cell.length, 0) / cells.length > 2 * name.length + 8) seen.longer += 1;
    if (name === '') continue;
    if (cells.some((cell) => cell.trim() === name)) seen.repeated += 1;
    const look = lookOf(name);
    if (look === null || IDENTIFIER.test(name)) continue;
    if (cells.filter((cell) => lookOf(cell.trim()) === look).length >= 0.5 * cells.length) seen.alike += 1;
    else seen.unlike += 1;
  }
  return seen;
}

/** How a cell is written: its case, and whether it is a word, a few or a text; null for a script without case. */
function lookOf(cell: string): string | null {
  if (!/[\p{Lu}\p{Ll}]/u.test(cell)) return null;
  const words = cell.split(/\s+/).length;
  const length = words === 1 ? 'word' : words <= 4 ? 'words' : 'text';
  const style = !/\p{Lu}/u.test(cell)
    ? 'lower'
    : !/\p{Ll}/u.test(cell)
      ? 'upper'
      : /^\P{L}*\p{Lu}/u.test(cell)
        ? 'title'
        : 'mixed';
  return `${style} ${length}`;
}
