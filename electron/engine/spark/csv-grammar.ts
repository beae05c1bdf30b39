/**
 * The grammar of CSV, as the desk's own counter has it (intake/scan/csv-record.ts), in Java's regular expressions: Spark's
 * CSV reader takes malformed quotes for values and cannot tell an empty text from nothing. Every repeat is possessive, so
 * that a record of any length is matched in one pass without recursion.
 */
import type { CsvDialect } from '../intake/scan/csv-dialect.ts';

export interface CsvGrammar {
  /** Group 1 of each match in a file's text is one record, or one physical line where there is no sound record. */
  readonly record: string;
  /** A delimiter and the field behind it; the matches cover all of a sound record that a delimiter was put before. */
  readonly field: string;
  /** A line that opens a quote and does not close it; null where nothing is quoted. */
  readonly unclosed: string | null;
}

const lineEnd = String.raw`\r?+\n|\r?+\z`;

export function csvGrammar(dialect: CsvDialect): CsvGrammar {
  const delimiter = spelt(dialect.delimiter);
  // A CR is a value's own, unless an LF or the end of the file follows.
  const unquoted = (stop: string): string => String.raw`[^${stop}\r\n]*+(?:\r(?!\n|\z)[^${stop}\r\n]*+)*+`;
  const line = unquoted('');
  const whole = (record: string): string => String.raw`(?!\z)(${record})(?:${lineEnd})`;
  if (dialect.quote === null) {
    return { record: whole(line), field: `${delimiter}[^${delimiter}]*+`, unclosed: null };
  }
  const quote = spelt(dialect.quote);
  const escape = spelt(dialect.escape ?? dialect.quote);
  const escaped = escape === quote ? `${quote}${quote}` : String.raw`${escape}[\s\S]`;
  const inner = `[^${quote}${escape}]*+(?:${escaped}[^${quote}${escape}]*+)*+`;
  const quoted = ` *+${quote}${inner}${quote} *+`;
  const inFile = `(?:${quoted}(?=${delimiter}|${lineEnd})|(?! *+${quote})${unquoted(delimiter)})`;
  const inRecord = String.raw`(?:${quoted}(?=${delimiter}|\z)|(?! *+${quote})[^${delimiter}]*+)`;
  return {
    record: whole(`${inFile}(?:${delimiter}${inFile})*+(?=${lineEnd})|${line}`),
    field: `${delimiter}${inRecord}`,
    unclosed: String.raw`\A(?:${inRecord}${delimiter})*+ *+${quote}${inner}\z`,
  };
}

/** A character that stands for itself, inside brackets and outside. */
function spelt(character: string): string {
  return String.raw`\x{${character.charCodeAt(0).toString(16)}}`;
}
