/** What a suite and an expectation are known by, independent of key order, whitespace and file. */
import { createHash } from 'node:crypto';
import type { ExpectationConfig, JsonObject, JsonValue, Suite } from '../../../contract/check.ts';

/** Switches of one run, not part of what an expectation says. */
export const runTimeKwargs: readonly string[] = ['batch_id', 'result_format', 'catch_exceptions', 'include_config'];

/** JSON with sorted keys and no whitespace: equal values have equal text. */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256, in hex, of the suite's canonical JSON. */
export function suiteHash(suite: Suite): string {
  return sha256(canonicalJson(definedOnly(suite)));
}

/** Twelve hex digits naming what an expectation says: its type and kwargs, whatever suite it stands in. */
export function expectationKey(expectation: Pick<ExpectationConfig, 'type' | 'kwargs'>): string {
  const kwargs = Object.fromEntries(Object.entries(expectation.kwargs).filter(([key]) => !runTimeKwargs.includes(key)));
  return sha256(`${expectation.type} ${canonicalJson(kwargs)}`).slice(0, 12);
}

function definedOnly(suite: Suite): JsonObject {
  return JSON.parse(JSON.stringify(suite)) as JsonObject;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
