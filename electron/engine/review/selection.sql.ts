/** From the contract's filter to SQL. Values are bound, columns checked against the load's own; no SQL comes from outside. */
import { DeskError } from '../../contract/errors.ts';
import type { Column } from '../../contract/load.ts';
import type { Condition, RecordFilter } from '../../contract/record.ts';
import { ident, type SqlValue } from '../db/sql.ts';
import { parseRecordId } from '../ids.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { patternOf } from './pattern.sql.ts';

export interface Predicate {
  readonly text: string;
  readonly params: Readonly<Record<string, SqlValue>>;
}

/** True for the review-table rows that the filter means. Throws INVALID_INPUT for a column that is not there. */
export function selectionPredicate(load: StoredLoad, filter: Omit<RecordFilter, 'load'>): Predicate {
  const params: Record<string, SqlValue> = {};
  const parts = ['NOT _desk_withdrawn'];
  if (filter.states !== undefined && filter.states.length > 0) {
    parts.push('list_contains($states, _desk_state)');
    params['states'] = filter.states;
  }
  if (filter.record_ids !== undefined && filter.record_ids.length > 0) {
    parts.push('_desk_ordinal IN (SELECT unnest($ordinals)::BIGINT)');
    params['ordinals'] = ordinalsOf(load, filter.record_ids).map(String);
  }
  if (filter.family !== undefined) {
    parts.push('_desk_ordinal IN (SELECT ordinal FROM finding WHERE load = $load AND family = $family)');
    params['load'] = load.row.id;
    params['family'] = filter.family;
  }
  if (filter.expectation !== undefined) {
    parts.push('_desk_ordinal IN (SELECT ordinal FROM finding WHERE load = $load AND expectation_key = $expectation)');
    params['load'] = load.row.id;
    params['expectation'] = filter.expectation;
  }
  const values = valuePredicate(load, filter);
  return { text: [...parts, values.text].join(' AND '), params: { ...params, ...values.params } };
}

/** The part of a filter that speaks of values and files alone, and so can be asked of landing as well. */
export function valuePredicate(load: StoredLoad, filter: Pick<RecordFilter, 'where' | 'search' | 'files'>): Predicate {
  const params: Record<string, SqlValue> = {};
  const parts = ['true'];
  for (const [index, condition] of (filter.where ?? []).entries()) {
    parts.push(conditionText(load, condition, `where_${index}`));
    if (condition.value !== undefined) params[`where_${index}`] = condition.value;
  }
  if (filter.files !== undefined && filter.files.length > 0) {
    parts.push('list_contains($files, _desk_file::VARCHAR)');
    params['files'] = filter.files.map(String);
  }
  if (filter.search !== undefined && filter.search !== '') {
    const columns = load.columns.map((column) => `contains(lower(${ident(column.name)}::VARCHAR), lower($search))`);
    parts.push(`(${columns.join(' OR ')})`);
    params['search'] = filter.search;
  }
  return { text: parts.join(' AND '), params };
}

/** Throws INVALID_INPUT, naming the columns there are. */
export function findColumn(load: StoredLoad, name: string): Column {
  const column = load.columns.find((each) => each.name === name);
  if (column === undefined) {
    throw new DeskError(
      'INVALID_INPUT',
      `The load has no column “${name}”. Its columns are: ${load.columns.map((each) => each.name).join(', ')}.`,
      { column: name },
    );
  }
  return column;
}

/** The column's quoted name. Throws as {@link findColumn} does. */
export const requireColumn = (load: StoredLoad, name: string): string => ident(findColumn(load, name).name);

/** Throws INVALID_INPUT for an id of another load, or of a reject. */
export function ordinalsOf(load: StoredLoad, ids: readonly string[]): number[] {
  return ids.map((id) => {
    const address = parseRecordId(id);
    if (address?.kind !== 'record' || address.load !== load.row.id) {
      throw new DeskError('INVALID_INPUT', `${id} is not a record of load ${load.row.id}.`, { record: id });
    }
    return address.ordinal;
  });
}

function conditionText(load: StoredLoad, condition: Condition, parameter: string): string {
  const value = `${requireColumn(load, condition.column)}::VARCHAR`;
  switch (condition.operator) {
    case '=':
      return `${value} = $${parameter}`;
    case '!=':
      return `${value} IS DISTINCT FROM $${parameter}`;
    case 'contains':
      return `contains(${value}, $${parameter})`;
    case 'matches':
      return `regexp_matches(${value}, $${parameter})`;
    case 'has pattern':
      return `${patternOf(value)} = $${parameter}`;
    case 'is null':
      return `${value} IS NULL`;
    case 'is not null':
      return `${value} IS NOT NULL`;
  }
}
