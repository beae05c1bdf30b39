import { canonicalDialect, type CsvDialect } from './csv-dialect.ts';

/**
 * The fields of one record the scanner called good. Null is nothing between the delimiters; '' is a quoted empty field.
 * Not a validator: for text nobody has scanned use `parseRecords`.
 */
export function recordFields(bytes: Buffer, dialect: CsvDialect): (string | null)[] {
  const text = bytes.toString('utf8');
  const { delimiter, quote } = dialect;
  const escape = dialect.escape ?? quote;
  const fields: (string | null)[] = [];
  let at = 0;
  for (;;) {
    let open = at;
    if (quote !== null) while (text[open] === ' ') open += 1;
    if (quote !== null && text[open] === quote) {
      const [value, close] = unquote(text, open + 1, quote, escape ?? quote);
      fields.push(value);
      at = text.indexOf(delimiter, close + 1);
      if (at < 0) return fields;
    } else {
      const end = text.indexOf(delimiter, at);
      fields.push(end === at || at === text.length ? null : text.slice(at, end < 0 ? undefined : end));
      if (end < 0) return fields;
      at = end;
    }
    at += 1;
  }
}

/** The value that opens at `from`, and the index of its closing quote. */
function unquote(text: string, from: number, quote: string, escape: string): [string, number] {
  let value = '';
  let start = from;
  for (let at = from; at < text.length; at += 1) {
    if (escape === quote) {
      at = text.indexOf(quote, at);
      if (at < 0) break;
      if (text[at + 1] !== quote) return [value + text.slice(start, at), at];
      value += text.slice(start, at + 1);
      at += 1;
      start = at + 1;
    } else if (text[at] === escape) {
      value += text.slice(start, at);
      at += 1;
      start = at;
    } else if (text[at] === quote) return [value + text.slice(start, at), at];
  }
  return [value + text.slice(start), text.length];
}

const UNSAFE = /[",\r\n'#\\]|^\s|\s$/u;

/** One field of a clean copy (canonical dialect): null is nothing, '' is `""`. */
export function encodeCsvField(value: string | null): string {
  if (value === null) return '';
  if (value !== '' && !UNSAFE.test(value)) return value;
  return `"${value.replaceAll('"', '""')}"`;
}

/** One line of a clean copy, LF included. A record of one null is a blank line, which DuckDB reads as null in a one-column file. */
export const encodeCsvRecord = (fields: readonly (string | null)[]): string =>
  `${fields.map(encodeCsvField).join(canonicalDialect.delimiter)}\n`;
