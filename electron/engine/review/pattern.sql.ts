/** As far as a value is looked at for its pattern: of a long text it would say nothing, and finding it takes seconds. */
const patternCharacters = 200;

/** All of a value that its pattern depends on: equal beginnings have equal patterns. */
export const patternBeginning = (text: string): string => `left(${text}, ${patternCharacters + 1})`;

/**
 * A value's pattern: every run of letters as `a`, of digits as `9`, all else as it is. Of a longer value that of its
 * beginning, with `…` behind. The one place that says so: facets and conditions must agree.
 */
export function patternOf(text: string): string {
  const start = `left(${text}, ${patternCharacters})`;
  // In bytes, which DuckDB knows without looking at them.
  const more = `CASE WHEN strlen(${text}) > strlen(${start}) THEN '…' ELSE '' END`;
  return `(regexp_replace(regexp_replace(${start}, '\\p{L}+', 'a', 'g'), '\\p{N}+', '9', 'g') || ${more})`;
}
