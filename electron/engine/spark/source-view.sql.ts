/** What every reader of a source hands to the script, and how a file's text gets into Spark. */
import { sparkPath } from './quote.sql.ts';

export interface SourceView {
  readonly statements: readonly string[];
  /** A column that is true where the source cannot be read so, and the run must stop; null where there is none. */
  readonly mayStop: string | null;
}

/** Lines end at LF alone: left to itself Spark would also end them at a lone CR. */
export function textView(name: string, path: string, whole: boolean): string {
  const how = whole ? "wholetext 'true'" : String.raw`lineSep '\n'`;
  return `CREATE TEMPORARY VIEW ${name} USING text OPTIONS (path ${sparkPath(path)}, ${how})`;
}
