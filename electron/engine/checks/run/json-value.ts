/** Values of the store as JSON: a finding's text read back as the column's own type. */
import type { JsonValue } from '../../../contract/check.ts';
import { typeFamily, type RowRule, columnType, type TableColumn } from '../expectation.ts';

/** Numbers that a double cannot hold exactly stay text. */
export function textAsJson(text: string | null, type: string): JsonValue {
  if (text === null) return null;
  switch (typeFamily(type)) {
    case 'number': {
      const number = Number(text);
      const exact = Number.isFinite(number) && (!/^[+-]?\d+$/.test(text) || Number.isSafeInteger(number));
      return exact ? number : text;
    }
    case 'boolean':
      return text === 'true';
    case 'time':
      return text.replace(' ', 'T');
    case 'text':
    case 'other':
      return text;
  }
}

/** A finding's value in the shape Great Expectations gives it: a value, a pair, or an object of columns. */
export function findingAsJson(text: string | null, rule: RowRule, columns: readonly TableColumn[]): JsonValue {
  if (rule.shape !== 'value') return text === null ? null : (JSON.parse(text) as JsonValue);
  return textAsJson(text, columnType(columns, rule.columns[0] ?? ''));
}

/** What an aggregate came out as. */
export function observedAsJson(value: unknown): JsonValue {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString().replace('Z', '');
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(observedAsJson);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, observedAsJson(item)]));
}
