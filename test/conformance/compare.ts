/** Great Expectations' comparison rules, as the case collection's README states them. */
import { expect } from 'vitest';
import type { ExpectationResult, JsonObject, JsonValue } from '../../electron/contract/check.ts';
import type { Case } from './cases.ts';

/** Equal by value: 1 and 1.0, numbers within a relative tolerance, a date with and without its fraction. */
export function equalValues(actual: JsonValue | undefined, wanted: JsonValue, tolerance = 1e-9): boolean {
  if (typeof wanted === 'number' && typeof actual === 'number') {
    return Math.abs(actual - wanted) <= tolerance * Math.max(Math.abs(actual), Math.abs(wanted));
  }
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(actual) &&
      actual.length === wanted.length &&
      wanted.every((item, index) => equalValues(actual[index], item, tolerance))
    );
  }
  if (wanted !== null && typeof wanted === 'object') {
    if (actual === null || typeof actual !== 'object' || Array.isArray(actual)) return false;
    return (
      Object.keys(actual).length === Object.keys(wanted).length &&
      Object.entries(wanted).every(([key, item]) => equalValues(actual[key], item, tolerance))
    );
  }
  if (typeof wanted === 'string' && typeof actual === 'string') return plainTime(actual) === plainTime(wanted);
  return actual === wanted;
}

function plainTime(text: string): string {
  return /^\d{4}-\d\d-\d\d[T ]/.test(text)
    ? text
        .replace(' ', 'T')
        .replace(/\.0+$/, '')
        .replace(/T00:00:00$/, '')
    : text;
}

function equalBags(actual: readonly JsonValue[], wanted: readonly JsonValue[]): boolean {
  const left = [...actual];
  return (
    actual.length === wanted.length &&
    wanted.every((item) => {
      const at = left.findIndex((candidate) => equalValues(candidate, item));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    })
  );
}

const bags = new Set(['unexpected_list', 'partial_unexpected_list', 'unexpected_index_list']);

export function compareCase(one: Case, actual: ExpectationResult): void {
  const { success, result: nested, ...flat } = one.result;
  expect(actual.exception_info.exception_message).toBeNull();
  if (success !== undefined) expect(actual.success).toBe(success);
  const wanted = one.exact_match_out ? shared(nested as JsonObject, actual.result) : flat;
  const details = (actual.result['details'] ?? {}) as JsonObject;
  for (const [key, value] of Object.entries(wanted)) {
    if (key === 'observed_value_list') {
      const observed = actual.result['observed_value'];
      expect(
        (value as JsonValue[]).some((item) => equalValues(observed, item)),
        key,
      ).toBe(true);
    } else if (key === 'value_counts') {
      const counts = (details['value_counts'] ?? []) as JsonValue[];
      expect((value as JsonValue[]).every((item) => counts.some((count) => equalValues(count, item)))).toBe(true);
    } else if (key === 'observed_partition' || key === 'expected_partition') {
      expectEqual(key, details[key], value, one.relative_tolerance);
    } else if (bags.has(key)) {
      if (key === 'unexpected_index_list' && (value as JsonValue[]).length === 0 && success === true) {
        expect(actual.result[key] ?? [], key).toHaveLength(0);
      } else {
        const list = actual.result[key] as JsonValue[];
        if (!equalBags(list, value as JsonValue[])) expect(list, key).toEqual(value);
      }
    } else {
      expectEqual(key, actual.result[key], value, one.relative_tolerance);
    }
  }
}

function expectEqual(key: string, actual: JsonValue | undefined, wanted: JsonValue, tolerance?: number): void {
  if (!equalValues(actual, wanted, tolerance)) expect(actual, key).toEqual(wanted);
}

/** Exact cases compare only what both sides have. */
function shared(wanted: JsonObject, actual: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(wanted).filter(([key]) => key in actual));
}
