/**
 * SQL as a value: the text and what is bound to it. Statements live in `*.sql.ts` files; values are always bound,
 * identifiers always go through {@link ident}.
 */

/** What a parameter may be. Lists bind as VARCHAR[]; bigint binds as BIGINT; Buffer binds as BLOB. */
export type SqlValue = string | number | bigint | boolean | null | Date | Uint8Array | readonly (string | null)[];

export interface Sql {
  readonly text: string;
  readonly params?: Readonly<Record<string, SqlValue>>;
}

/** Quotes an identifier for DuckDB. */
export function ident(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Quotes a text literal. Only where DuckDB takes no parameter (reader options, COPY targets, DDL), and for ids of our own in
 * statements that are never run twice; everywhere else bind.
 */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Joins statements' pieces that share one set of parameters. */
export function mergeParams(...parts: readonly Sql[]): Record<string, SqlValue> {
  const merged: Record<string, SqlValue> = {};
  for (const part of parts) {
    for (const [name, value] of Object.entries(part.params ?? {})) {
      if (name in merged && merged[name] !== value) throw new Error(`parameter ${name} is bound twice`);
      merged[name] = value;
    }
  }
  return merged;
}
