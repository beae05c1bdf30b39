/** What of the trail is shown, and the words for it. */
import type { AuditFilter } from '../../../electron/contract/audit.ts';
import { fileName } from '../../ui/format.ts';
import { wordsOfAction } from './event-words.ts';

/** As the person sets it: days are days of this machine's calendar. */
export interface TrailFilter {
  readonly search?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly load?: string;
  readonly record?: string;
  readonly operation?: string;
  readonly from?: string;
  readonly to?: string;
}

export type FilterField = keyof TrailFilter;

/** Without the fields that say nothing. */
export function withField(filter: TrailFilter, field: FilterField, value: string | null): TrailFilter {
  const rest: TrailFilter = Object.fromEntries(Object.entries(filter).filter(([name]) => name !== field));
  return value === null || value === '' ? rest : { ...rest, [field]: value };
}

export const isEverything = (filter: TrailFilter): boolean => Object.keys(filter).length === 0;

/** The engine counts days by UTC; a person means their own. */
export function askedOf({ from, to, ...same }: TrailFilter): AuditFilter {
  return {
    ...same,
    ...(from === undefined ? {} : { since: momentOf(`${from}T00:00:00.000`) }),
    ...(to === undefined ? {} : { until: momentOf(`${to}T23:59:59.999`) }),
  };
}

const momentOf = (local: string): string => new Date(local).toISOString();

export interface Chip {
  readonly field: FilterField;
  readonly name: string;
  readonly value: string;
}

const names: Readonly<Record<FilterField, string>> = {
  search: 'Text',
  actor: 'Who',
  action: 'What',
  load: 'Load',
  record: 'Record',
  operation: 'Operation',
  from: 'From',
  to: 'To',
};

const order = Object.keys(names) as FilterField[];

export function chipsOf(filter: TrailFilter, sources: ReadonlyMap<string, string>): Chip[] {
  return order.flatMap((field) => {
    const value = filter[field];
    return value === undefined ? [] : [{ field, name: names[field], value: shownAs(field, value, sources) }];
  });
}

function shownAs(field: FilterField, value: string, sources: ReadonlyMap<string, string>): string {
  if (field === 'action') return wordsOfAction(value);
  if (field === 'load') return fileName(sources.get(value) ?? value);
  return value;
}
