/**
 * The trail in pages of a hundred events, newest first. Only the pages around what is on the screen are held; the rest
 * is asked for again when somebody scrolls there. Events are only ever added at the end, so a page begun at a sequence
 * number never changes.
 */
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditEvent, AuditFilter } from '../../../electron/contract/audit.ts';
import type { DeskError } from '../../../electron/contract/errors.ts';
import { questionKey, useEngine } from '../../engine/engine-context.tsx';

export const pageEvents = 100;

/** A scrolled list can only be so high; older events are found by filtering. */
const mostEvents = 400_000;

export interface TrailPages {
  /** How many rows the list has as far as it is known. */
  readonly count: number;
  /** Whether the list ends where the trail does, rather than at what has been seen of it. */
  readonly complete: boolean;
  readonly eventAt: (index: number) => AuditEvent | undefined;
  readonly error: DeskError | null;
  readonly askAgain: () => void;
}

interface Asked {
  readonly filter: AuditFilter;
  /** The newest event shown. */
  readonly top: number;
  /** Nothing is filtered out, so that where each page begins is known beforehand. */
  readonly gapless: boolean;
  /** How many events the filter leaves, as far as that was counted. */
  readonly counted: number | undefined;
  /** The rows that are on the screen. */
  readonly first: number;
  readonly last: number;
}

export function useTrailPages({ filter, top, gapless, counted, first, last }: Asked): TrailPages {
  const link = useEngine();
  /** Where each page begins, as far as the pages before it have been seen. */
  const [begins, setBegins] = useState<readonly number[]>([top + 1]);
  const [seenEnd, setSeenEnd] = useState<number | null>(null);
  const known = gapless ? top : (seenEnd ?? Math.min(begins.length * pageEvents, counted ?? pageEvents));
  const count = Math.min(known, mostEvents);
  const lastPage = Math.max(0, Math.ceil(count / pageEvents) - 1);
  const from = Math.max(0, Math.floor(first / pageEvents) - 1);
  const to = Math.min(lastPage, Math.floor(last / pageEvents) + 1);
  const held = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index).filter(
    (page) => gapless || begins[page] !== undefined,
  );
  /** A page says where the next one begins, or that there is none. */
  const learn = (page: number, events: readonly AuditEvent[]): void => {
    const oldest = events.at(-1);
    if (oldest === undefined || events.length < pageEvents) setSeenEnd(page * pageEvents + events.length);
    else setBegins((already) => (already.length === page + 1 ? [...already, oldest.seq] : already));
  };
  const results = useQueries({
    queries: held.map((page) => {
      const before = gapless ? top + 1 - page * pageEvents : begins[page];
      const input = { filter, limit: pageEvents, ...(before === undefined ? {} : { before }) };
      return {
        queryKey: questionKey('audit.list', input),
        queryFn: async ({ signal }: { signal: AbortSignal }) => {
          const events = await link.call('audit.list', input, { signal });
          if (!gapless) learn(page, events);
          return events;
        },
        gcTime: 0,
      };
    }),
  });
  const failed = results.find(({ error }) => error !== null);
  return {
    count,
    complete: (gapless || seenEnd !== null) && known <= mostEvents,
    eventAt: (index) => {
      const page = Math.floor(index / pageEvents);
      return results[held.indexOf(page)]?.data?.[index - page * pageEvents];
    },
    error: (failed?.error ?? null) as DeskError | null,
    askAgain: () => {
      for (const result of results) if (result.error !== null) void result.refetch();
    },
  };
}
