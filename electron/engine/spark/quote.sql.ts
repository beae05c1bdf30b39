/**
 * Text and names inside a Spark SQL script. A script binds nothing, so every value is a literal; and because `spark-sql`
 * reads its file in the machine's own charset, splits it at semicolons and replaces `${…}`, a literal is written in plain
 * ASCII with everything that could mean something spelt as `\uXXXX`.
 */
import type { SqlExpr } from '../checks/dialect.ts';

const special = /[^\x20-\x7e]|;|\$(?=\{)|-(?=-)/g;

/** A text literal. Takes any text without a lone surrogate, which no UTF-8 could carry. */
export function sparkText(text: string): SqlExpr {
  const spelt = text
    .replace(/[\\']/g, String.raw`\$&`)
    .replace(special, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `'${spelt}'` as SqlExpr;
}

export function sparkIdent(name: string): SqlExpr {
  return `\`${name.replaceAll('`', '``')}\`` as SqlExpr;
}

/** Spark's readers take every path for a pattern: this one is of nothing but the path. */
export function patternOf(path: string): string {
  return path.replace(/[\\*?[\]{}]/g, String.raw`\$&`);
}
