/** What every reader of a source hands to the script, and how a file's text gets into Spark. */
import { sparkText } from './quote.sql.ts';

export interface SourceView {
  readonly statements: readonly string[];
  /** A column that is true where the source cannot be read so, and the run must stop; null where there is none. */
  readonly mayStop: string | null;
  /** A column that is true of lines that say what the header says, where a header is known by nothing else; null where there is none. */
  readonly mayBeHeader: string | null;
}

/** Lines end at LF alone: left to itself Spark would also end them at a lone CR. */
export function textView(name: string, pattern: string, whole: boolean): string {
  const how = whole ? "wholetext 'true'" : String.raw`lineSep '\n'`;
  return `CREATE TEMPORARY VIEW ${name} USING text OPTIONS (path ${sparkText(pattern)}, ${how})`;
}

/** The lines of a text view, without the CR before an LF: `raw` to match, `bytes` as the file has them. */
export const linesOf = (texts: string): string => `
      SELECT input_file_name() AS bd_file, NOT is_valid_utf8(value) AS bad_utf8,
        regexp_replace(value, ${sparkText(String.raw`\r\z`)}, '') AS raw,
        substring(CAST(value AS BINARY), 1, octet_length(value) - CASE WHEN endswith(value, ${sparkText('\r')}) THEN 1 ELSE 0 END) AS bytes
      FROM ${texts}`;
