/**
 * Which answers on the screen a change of some loads may have changed. A stream makes a load each moment: asked again
 * for each of them, what is shown of another load would never come to rest, nor the buttons that wait for it.
 */
import type { Method } from '../../electron/contract/methods.ts';

/** Answers that never change while the program runs. */
const lasting: ReadonlySet<string> = new Set<Method>(['suite.builtin', 'expectation.list', 'suite.get']);

/** Answers that speak of no load: of files, folders and texts, which an engine's event says nothing of. */
const ofNoLoad: ReadonlySet<string> = new Set<Method | 'shell.folder'>([
  'source.preview',
  'publish.target',
  'publish.manifest',
  'suite.parse',
  'shell.folder',
]);

/** What names one load, and is answered by what was done in all of them. */
const ofEveryLoad: ReadonlySet<string> = new Set<Method>(['review.suggestions']);

export const isLasting = ([method]: readonly unknown[]): boolean => lasting.has(String(method));

/** A question is touched when it names one of the loads, or none in particular: lists, totals. */
export function isTouched(question: readonly unknown[], loads: ReadonlySet<string>): boolean {
  const [method, ...asked] = question;
  if (isLasting(question) || ofNoLoad.has(String(method))) return false;
  if (ofEveryLoad.has(String(method))) return true;
  const named = asked.flatMap(loadsNamedIn);
  return named.length === 0 || named.some((load) => loads.has(load));
}

const ofRecord: ReadonlySet<string> = new Set(['record', 'record_id', 'record_ids', 'reject']);

function loadsNamedIn(asked: unknown): string[] {
  if (Array.isArray(asked)) return asked.flatMap(loadsNamedIn);
  if (typeof asked !== 'object' || asked === null) return [];
  return Object.entries(asked).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'load' && typeof value === 'string') return [value];
    if (ofRecord.has(key)) return [value].flat().flatMap(loadOfRecord);
    return loadsNamedIn(value);
  });
}

/** `<load>:<n>` and `<load>:r<n>`. */
const loadOfRecord = (id: unknown): string[] => (typeof id === 'string' ? id.split(':', 1) : []);
