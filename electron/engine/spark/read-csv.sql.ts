/** CSV for Spark: one row for each record and each reject, by the desk's grammar. */
import type { CsvDialect } from '../intake/scan/csv-dialect.ts';
import { DEFAULT_MAX_RECORD_BYTES } from '../intake/scan/csv-report.ts';
import { csvGrammar } from './csv-grammar.ts';
import type { SqlExpr } from '../checks/dialect.ts';
import { sparkIdent, sparkText } from './quote.sql.ts';
import { linesOf, textView, type SourceView } from './source-view.sql.ts';

export interface CsvSource {
  /** Of paths, as Spark's readers take it. */
  readonly pattern: string;
  readonly dialect: CsvDialect;
  readonly columns: readonly string[];
  /** The header's text, to know it by where lines have no number. */
  readonly headerText: string | null;
  /** Files are read whole, because a value may hold line breaks. */
  readonly multiline: boolean;
}

/** Statements that end in a view `<name>` of `bd_file, bd_key, bd_raw, bd_reject` and the source's columns. */
export function readCsv(source: CsvSource, name: string): SourceView {
  const grammar = csvGrammar(source.dialect);
  const { columns, dialect, headerText } = source;
  const delimiter = sparkText(dialect.delimiter);
  const texts = `${name}_text`;
  const lines = source.multiline ? wholeFiles(source, grammar.record, texts) : singleLines(texts);
  // A line of nothing is no record, except where a record is one value.
  const blank = columns.length === 1 ? '' : "\n  WHERE raw <> ''";
  const header = source.multiline || headerText === null ? null : `raw = ${sparkText(headerText)}`;
  const open = source.multiline || grammar.unclosed === null ? 'FALSE' : `raw RLIKE ${sparkText(grammar.unclosed)}`;
  return {
    statements: [
      textView(texts, source.pattern, source.multiline),
      `CREATE TEMPORARY VIEW ${name} AS
SELECT bd_file, sha2(bytes, 256) AS bd_key, bytes AS bd_raw,
  ${rejectReason(columns.length)} AS bd_reject,
  bd_open,${header === null ? '' : ` ${header} AS bd_header,`}
  ${columns.map((column, index) => `get(bd_values, ${index}) AS ${sparkIdent(column)}`).join(',\n  ')}
FROM (
  SELECT bd_file, raw, bytes, bad_utf8, sound, found, ${open} AND NOT sound AS bd_open,
    transform(fields, field -> ${fieldValue(dialect)}) AS bd_values
  FROM (
    SELECT *, size(fields) AS found, length(array_join(fields, '')) = length(raw) + 1 AS sound
    FROM (
      SELECT *, regexp_extract_all(concat(${delimiter}, raw), ${sparkText(grammar.field)}, 0) AS fields
      FROM (${lines})${blank})))`,
    ],
    mayStop: open === 'FALSE' ? null : 'bd_open',
    mayBeHeader: header === null ? null : 'bd_header',
  };
}

/**
 * A matcher reads texts of characters, and would put U+FFFD for what is none. So a file that is no UTF-8 is cut with each
 * byte for a character, which leaves its records' bytes as they are: what a person repairs is what the source holds.
 */
function wholeFiles({ dialect }: CsvSource, record: string, texts: string): string {
  const skip = dialect.skipLines ?? 0;
  const start = (mark: string): SqlExpr =>
    sparkText(String.raw`\A(?:${mark})?+${skip === 0 ? '' : `(?:[^\\n]*+\\n){${skip}}`}(?:\r?+\n)*+`);
  return `
    SELECT bd_file, CAST(bytes AS STRING) AS raw, bytes, NOT is_valid_utf8(CAST(bytes AS STRING)) AS bad_utf8
    FROM (
      SELECT bd_file, CASE WHEN cut_by_bytes THEN encode(piece, 'ISO-8859-1') ELSE CAST(piece AS BINARY) END AS bytes
      FROM (
        SELECT bd_file, cut_by_bytes, posexplode(regexp_extract_all(CASE WHEN cut_by_bytes
            THEN regexp_replace(decode(CAST(value AS BINARY), 'ISO-8859-1'), ${start(String.raw`\xEF\xBB\xBF`)}, '')
            ELSE regexp_replace(value, ${start(String.raw`\x{FEFF}`)}, '') END, ${sparkText(record)}, 1)) AS (position, piece)
        FROM (SELECT input_file_name() AS bd_file, value, NOT is_valid_utf8(value) AS cut_by_bytes FROM ${texts}))
      WHERE position >= ${dialect.header ? 1 : 0})`;
}

const singleLines = (texts: string): string => `
    SELECT bd_file, raw, bytes, bad_utf8
    FROM (${linesOf(texts)})`;

const rejectReason = (columns: number): string => `CASE
    WHEN octet_length(bytes) > ${DEFAULT_MAX_RECORD_BYTES} THEN 'record_too_long'
    WHEN bad_utf8 THEN 'invalid_encoding'
    WHEN NOT sound THEN 'malformed_quotes'
    WHEN found < ${columns} THEN 'too_few_fields'
    WHEN found > ${columns} THEN 'too_many_fields'
  END`;

/** An unquoted nothing is null, a quoted nothing an empty text; spaces around quotes are layout. */
function fieldValue({ quote, escape }: CsvDialect): string {
  const bare = 'CASE WHEN length(field) > 1 THEN substring(field, 2) END';
  if (quote === null) return bare;
  const unescaped =
    escape === null || escape === quote
      ? (inner: string) => `replace(${inner}, ${sparkText(quote + quote)}, ${sparkText(quote)})`
      : (inner: string) =>
          `regexp_replace(${inner}, ${sparkText(`\\x{${escape.charCodeAt(0).toString(16)}}([\\s\\S])`)}, '$1')`;
  return `CASE WHEN startswith(ltrim(substring(field, 2)), ${sparkText(quote)})
      THEN ${unescaped('substring(trim(substring(field, 2)), 2, length(trim(substring(field, 2))) - 2)')}
      ELSE ${bare} END`;
}
