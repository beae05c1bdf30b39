/** What a person would call a record: the short value that reads most like a title. */

const titleNames = /(^|[_\s-])(title|name|subject|heading)$/i;
const longestTitle = 120;

/** `columns` in source order. Null when no value would do. */
export function titleOf(columns: readonly string[], values: Readonly<Record<string, string | null>>): string | null {
  const candidates = columns.flatMap((column) => {
    const value = values[column]?.trim() ?? '';
    return value.length > 2 && value.length <= longestTitle && /\p{L}/u.test(value) ? [{ column, value }] : [];
  });
  const named = candidates.find(({ column }) => titleNames.test(column));
  const phrase = candidates.find(({ value }) => /\p{L}\s+\p{L}/u.test(value));
  return (named ?? phrase)?.value ?? null;
}

/** Its number in the load: what stands behind the colon of its id, `r` and a number for a reject. */
export const numberOf = (recordId: string): number => Number(/(\d+)$/.exec(recordId)?.[1] ?? 0);

export const isRejectId = (recordId: string): boolean => /:r\d+$/.test(recordId);

export const loadOf = (recordId: string): string => recordId.slice(0, recordId.lastIndexOf(':'));
