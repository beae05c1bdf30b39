import { hasBom, wholeCharacters } from './byte-feed.ts';
import type { CsvDialect } from './csv-dialect.ts';
import { recordFields } from './csv-fields.ts';
import { CsvScanner } from './csv-scanner.ts';
import { detectHeader } from './detect-header.ts';

export interface DetectedDialect {
  dialect: CsvDialect;
  /** Names as written in the header, '' for an empty one; [] when there is no header. */
  columns: string[];
  /** How many fields a record has. */
  fields: number;
  /** 0 to 1. */
  confidence: number;
  /** 0 to 1: of the answer whether the first record is a header; 1 when that was said. */
  headerConfidence: number;
  /** Sentences for people; hold no values but header names. */
  evidence: string[];
  sampleRecords: number;
}

interface Trial {
  dialect: CsvDialect;
  counts: number[];
  rows: (string | null)[][];
  malformed: number;
  /** Good records with a field in quotes. */
  quoted: number;
  /** The commonest field count and the share of sampled records that have it. */
  fields: number;
  share: number;
}

const names: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'vertical bar',
  '^': 'caret',
  '~': 'tilde',
  ':': 'colon',
};
const nameOf = (delimiter: string): string => names[delimiter] ?? `"${delimiter}"`;
const MAX_ROWS = 500;
const TRUNCATED_AT = 64 * 1024;

function attempt(head: Buffer, dialect: CsvDialect, truncated: boolean): Trial {
  const counts: number[] = [];
  const rows: (string | null)[][] = [];
  let malformed = 0;
  let quoted = 0;
  const opening = `${dialect.delimiter}${dialect.quote ?? ''}`;
  const body: CsvDialect = { ...dialect, header: false };
  const scanner = new CsvScanner(body, {
    anchor: () => undefined,
    reject: ({ fields }) => {
      if (fields === null) malformed += 1;
      else counts.push(fields);
    },
    record: (bytes, start, end) => {
      const record = bytes.subarray(start, end);
      const fields = recordFields(record, body);
      if (record.includes(opening) || record.toString('latin1', 0, 1) === dialect.quote) quoted += 1;
      counts.push(fields.length);
      if (rows.length < MAX_ROWS) rows.push(fields);
    },
  });
  scanner.push(head);
  // Without end() the record the head cuts off is never judged.
  if (!truncated) scanner.end();
  const tally = new Map<number, number>();
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
  const [fields, times] = [...tally].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0]);
  const total = counts.length + malformed;
  return { dialect, counts, rows, malformed, quoted, fields, share: total === 0 ? 0 : times / total };
}

const SIMPLE = /^\s*([-+]?[\d.,]+%?|[\p{L}\p{N}_ .'()/-]*|\d[\d:./TZ -]*)\s*$/u;

/** Consistency first; of two that agree, the one whose cells look like single values and that splits further. */
function score({ fields, share, rows }: Trial): number {
  if (fields <= 1) return 0.1 * share;
  const cells = rows.slice(0, 100).flat();
  const simple = cells.filter((cell) => cell === null || SIMPLE.test(cell)).length / Math.max(1, cells.length);
  return share * share + 0.2 * simple + 0.02 * Math.min(fields, 10);
}

const best = (trials: readonly Trial[]): Trial | undefined =>
  trials.reduce<Trial | undefined>((top, trial) => (!top || score(trial) > score(top) ? trial : top), undefined);

/** The quote and escape that suit a delimiter: `"` unless the sample speaks for another. */
function quoting(head: Buffer, delimiter: string, override: Partial<CsvDialect>, truncated: boolean): Trial {
  const run = (quote: string | null, escape: string | null) =>
    attempt(head, { header: false, ...override, delimiter, quote, escape }, truncated);
  if (override.quote !== undefined)
    return run(override.quote, override.escape === undefined ? override.quote : override.escape);
  const usual = run('"', override.escape ?? '"');
  const text = head.toString('latin1');
  const opened = (quote: string) =>
    text.includes(`${delimiter}${quote}`) || text.startsWith(quote) || text.includes(`\n${quote}`);
  const others: Trial[] = [];
  if (override.escape === undefined && text.includes('\\"')) others.push(run('"', '\\'));
  if (opened("'") && !opened('"')) {
    const single = run("'", "'");
    if (single.malformed === 0) others.push(single);
  }
  // One bad quote is a bad record; only where bad ones are the rule are quotes no quotes.
  if (usual.malformed > Math.max(1, usual.quoted)) others.push(run(null, null));
  return others.reduce((top, other) => (other.share > top.share + 0.001 ? other : top), usual);
}

const range = (counts: readonly number[]): string => {
  const low = counts.reduce((a, b) => Math.min(a, b), Infinity);
  const high = counts.reduce((a, b) => Math.max(a, b), 0);
  return low === high ? `${low}` : `${low} to ${high}`;
};

const written = (count: number): string => count.toLocaleString('en-GB');

const SEPARATOR_LINE = /^"?sep=([^\p{L}\p{N}\s"'.]|\t)"?[ \t]*(?=[\r\n])/iu;
const LINE_END = /\r\n|\n|\r/;

/** Lines before the header that are none: Excel's `sep=;`, and notes that begin with `#`. Null when there are none. */
function preamble(
  head: Buffer,
  override: Partial<CsvDialect>,
): (Pick<DetectedDialect, 'evidence'> & { fixed: Partial<CsvDialect> }) | null {
  const text = head.toString('utf8', hasBom(head) ? 3 : 0, 64 * 1024);
  const separator = SEPARATOR_LINE.exec(text)?.[1];
  if (separator !== undefined && separator.charCodeAt(0) < 127) {
    const what = `line 1 is sep=${separator === '\t' ? '(tab)' : separator}, which names the delimiter as Excel does, so it is skipped`;
    return { fixed: { delimiter: separator, ...override, skipLines: 1 }, evidence: [what] };
  }
  const lines = text.split(LINE_END);
  const notes = lines.findIndex((line) => !line.startsWith('#'));
  if (notes < 1) return null;
  const without = detectSplit(head, { ...override, skipLines: notes });
  if (without.fields < 2 || without.share < 0.9) return null;
  // `#id,name` may be the header itself.
  const last = detectSplit(Buffer.from(`${lines[notes - 1] ?? ''}\n`), { ...without.dialect, skipLines: 0 });
  const own = last.fields === without.fields && !detectHeader(without.rows, without.fields).header;
  const skipLines = own ? notes - 1 : notes;
  if (skipLines === 0) return null;
  const what = skipLines === 1 ? 'line 1 begins with # and is' : `lines 1 to ${skipLines} begin with # and are`;
  return { fixed: { ...override, skipLines }, evidence: [`${what} skipped: the rest splits without it`] };
}

/**
 * Guesses a dialect from at most 1 MiB of UTF-8. What `override` fixes is not guessed. A head of 64 KiB or more that does not end in
 * a line end is taken to be cut off, and its last record is left out.
 */
export function detectDialect(head: Buffer, override: Partial<CsvDialect> = {}): DetectedDialect {
  const before = override.skipLines === undefined ? preamble(head, override) : null;
  const { trials, ...chosen } = detectSplit(head, before?.fixed ?? override);
  const header = detectHeader(chosen.rows, chosen.fields);
  const hasHeader = override.header ?? header.header;
  const headerConfidence = override.header === undefined ? header.confidence : 1;
  const evidence = [
    ...(before?.evidence ?? []),
    ...splitEvidence(chosen, trials),
    ...(override.header === undefined ? header.evidence : []),
  ];
  const runnerUp = trials
    .filter((trial) => trial.dialect.delimiter !== chosen.dialect.delimiter && trial.fields > 1)
    .reduce((top, trial) => Math.max(top, score(trial)), 0);
  const margin = chosen.fields > 1 ? Math.min(1, 0.5 + (score(chosen) - runnerUp)) : 0.6;
  const first = chosen.rows[0] ?? [];
  return {
    dialect: { ...chosen.dialect, header: hasHeader },
    columns: hasHeader ? first.map((name) => name ?? '') : [],
    fields: chosen.fields,
    confidence: Math.round(100 * chosen.share * margin * headerConfidence) / 100,
    headerConfidence,
    evidence,
    sampleRecords: chosen.counts.length + chosen.malformed,
  };
}

/** The delimiter and quotes that split best, and all that were tried. */
function detectSplit(head: Buffer, override: Partial<CsvDialect>): Trial & { trials: readonly Trial[] } {
  const lastByte = head[head.length - 1];
  const truncated = head.length >= TRUNCATED_AT && lastByte !== 10 && lastByte !== 13;
  const sample = truncated ? head.subarray(0, wholeCharacters(head)) : head;
  const tryAll = (delimiters: readonly string[]) =>
    delimiters.map((delimiter) => quoting(sample, delimiter, override, truncated));
  let trials = tryAll(override.delimiter === undefined ? [',', ';', '\t', '|'] : [override.delimiter]);
  let chosen = best(trials);
  if (override.delimiter === undefined && (!chosen || chosen.fields <= 1 || chosen.share < 0.5)) {
    // A colon splits every time of day: the rare delimiters must be without exception.
    const rare = tryAll(['^', '~', ':']).filter(
      ({ fields, share, counts }) => fields > 1 && share === 1 && counts.length > 1,
    );
    trials = [...trials, ...rare];
    chosen = best(trials);
  }
  if (!chosen) throw new RangeError('no delimiter to try');
  return { ...chosen, trials };
}

function splitEvidence(chosen: Trial, trials: readonly Trial[]): string[] {
  const { delimiter, quote, escape } = chosen.dialect;
  const total = chosen.counts.length + chosen.malformed;
  const good = Math.round(chosen.share * total);
  const evidence: string[] = [];
  if (total === 0) evidence.push('no record to judge by: comma is assumed');
  else if (chosen.fields <= 1) evidence.push(`no delimiter splits the ${written(total)} sampled records: one column`);
  else {
    const which = good === total ? `all ${written(total)}` : `${written(good)} of ${written(total)}`;
    evidence.push(`${nameOf(delimiter)} splits ${which} sampled records into ${chosen.fields} fields`);
    for (const other of trials)
      if (other.dialect.delimiter !== delimiter && other.counts.some((count) => count > 1))
        evidence.push(`${nameOf(other.dialect.delimiter)} splits them into ${range(other.counts)}`);
  }
  if (quote === null) evidence.push('quotes are not paired in this file, so they are read as text');
  else if (quote !== '"') evidence.push(`fields are quoted with ${quote}`);
  if (quote !== null && escape !== quote) evidence.push('quotes inside quoted fields are marked with a backslash');
  if (chosen.malformed > 0)
    evidence.push(`${written(chosen.malformed)} sampled lines have a quote that does not pair up`);
  return evidence;
}
