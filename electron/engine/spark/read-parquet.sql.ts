import { sparkIdent, sparkText } from './quote.sql.ts';
import type { SourceView } from './source-view.sql.ts';

/** Parquet keeps its own types; `columns` pairs each name in the file with the column it becomes. */
export function readParquet(
  pattern: string,
  columns: readonly { readonly key: string; readonly name: string }[],
  name: string,
): SourceView {
  const whole = `to_json(struct(${columns.map(({ key }) => sparkIdent(key)).join(', ')}), map('ignoreNullFields', 'false'))`;
  return {
    statements: [
      `CREATE TEMPORARY VIEW ${name}_data USING parquet OPTIONS (path ${sparkText(pattern)}, recursiveFileLookup 'true')`,
      `CREATE TEMPORARY VIEW ${name} AS
SELECT input_file_name() AS bd_file, sha2(${whole}, 256) AS bd_key, CAST(NULL AS BINARY) AS bd_raw, CAST(NULL AS STRING) AS bd_reject, FALSE AS bd_open,
  ${columns.map(({ key, name: column }) => `${sparkIdent(key)} AS ${sparkIdent(column)}`).join(',\n  ')}
FROM ${name}_data`,
    ],
    mayStop: null,
    mayBeHeader: null,
  };
}
