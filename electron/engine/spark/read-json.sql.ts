/**
 * JSON lines for Spark. Spark's own reader writes numbers anew (`1.10` becomes `1.1`), takes the last of two equal keys and
 * reads past text behind an object; so a line is matched against JSON's grammar, and each value is its source's text, as in
 * the desk. An object inside an object is beyond a regular expression: such lines become rejects.
 */
import { DEFAULT_MAX_RECORD_BYTES } from '../intake/scan/csv-report.ts';
import { sparkIdent, sparkText } from './quote.sql.ts';
import { linesOf, textView, type SourceView } from './source-view.sql.ts';

const space = String.raw`[ \t\n\r]*+`;
const string = String.raw`"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+"`;
const scalar = String.raw`(?:${string}|-?+(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+|true|false|null)`;
const pair = `(${string})${space}:${space}(${scalar})`;
const object = String.raw`\A${space}\{${space}(?:${pair}${space}(?:,${space}${pair}${space})*+)?+\}${space}\z`;
/** Half of a surrogate pair, once the whole pairs are gone: no UTF-8 can carry it. */
const wholePair = String.raw`\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}`;
const halfPair = String.raw`\\u[dD][89a-fA-F][0-9a-fA-F]{2}`;

const text = (quoted: string): string =>
  `CASE WHEN contains(${quoted}, ${sparkText('\\')}) THEN get(from_json(concat('[', ${quoted}, ']'), 'ARRAY<STRING>'), 0) ELSE substring(${quoted}, 2, length(${quoted}) - 2) END`;

/** `columns` pairs each key with the column it becomes. */
export function readJsonLines(
  pattern: string,
  columns: readonly { readonly key: string; readonly name: string }[],
  name: string,
): SourceView {
  const texts = `${name}_text`;
  const known = `array(${columns.map(({ key }) => sparkText(key)).join(', ')})`;
  return {
    statements: [
      textView(texts, pattern, false),
      `CREATE TEMPORARY VIEW ${name} AS
SELECT bd_file, sha2(bytes, 256) AS bd_key, bytes AS bd_raw,
  CASE
    WHEN octet_length(bytes) > ${DEFAULT_MAX_RECORD_BYTES} THEN 'record_too_long'
    WHEN bad_utf8 THEN 'invalid_encoding'
    WHEN NOT sound THEN 'not_a_flat_json_object'
    WHEN regexp_replace(raw, ${sparkText(wholePair)}, '') RLIKE ${sparkText(halfPair)} THEN 'lone_surrogate'
    WHEN size(array_distinct(bd_keys)) < size(bd_keys) THEN 'duplicate_key'
    WHEN size(array_except(bd_keys, ${known})) > 0 THEN 'unknown_key'
  END AS bd_reject,
  FALSE AS bd_open,
  ${columns.map(({ key, name: column }) => `get(bd_values, CAST(array_position(bd_keys, ${sparkText(key)}) AS INT) - 1) AS ${sparkIdent(column)}`).join(',\n  ')}
FROM (
  SELECT bd_file, raw, bytes, bad_utf8, sound,
    transform(regexp_extract_all(raw, ${sparkText(pair)}, 1), k -> ${text('k')}) AS bd_keys,
    transform(regexp_extract_all(raw, ${sparkText(pair)}, 2), v -> CASE WHEN v = 'null' THEN NULL WHEN startswith(v, '"') THEN ${text('v')} ELSE v END) AS bd_values
  FROM (
    SELECT bd_file, raw, bytes, bad_utf8, raw RLIKE ${sparkText(object)} AS sound
    FROM (${linesOf(texts)})
    WHERE NOT raw RLIKE ${sparkText(String.raw`\A${space}\z`)}))`,
    ],
    mayStop: null,
    mayBeHeader: null,
  };
}
