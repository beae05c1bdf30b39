/** How Spark reads a number or a point in time out of a text, taking the very texts that DuckDB takes. */
import { sparkText } from '../spark/quote.sql.ts';
import type { SqlExpr } from './dialect.ts';
import { Untranslatable } from './untranslatable.ts';

/** DuckDB's spelling of a number, `+-1` included; Java's would also take `1d`, `0x1p3` and `NaN`. */
const numberSpelling = String.raw`\A[ \t\n\x0B\f\r]*+\+?+-?+(?:[0-9]++\.?+[0-9]*+|\.[0-9]++)(?:[eE][+-]?+[0-9]++)?+[ \t\n\x0B\f\r]*+\z`;

export function plainNumber(text: SqlExpr): SqlExpr {
  const value = `try_cast(replace(${text}, '+-', '-') AS DOUBLE)`;
  return `CASE WHEN ${text} RLIKE ${sparkText(numberSpelling)} AND abs(${value}) < CAST('Infinity' AS DOUBLE) THEN ${value} END` as SqlExpr;
}

export function isoTimestamp(): SqlExpr {
  throw new Untranslatable(
    'Spark reads dates out of text by other rules than DuckDB.',
    'Check it in the desk, or take it out of the suite that Spark is given.',
  );
}
