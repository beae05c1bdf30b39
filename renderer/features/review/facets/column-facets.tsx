/** The values and the patterns of one column, chosen from those of the load. */
import { Select, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Column } from '../../../../electron/contract/load.ts';
import type { RecordFilter } from '../../../../electron/contract/record.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { VisibleText } from '../../../ui/visible-text.tsx';
import { isOfFacet, toggleFacet, withoutFacet, type FacetKind } from '../filter-edits.ts';
import type { ReviewFilter } from '../review-filter.ts';
import { FacetList, type FacetChoice } from './facet-list.tsx';
import classes from './facets.module.css';

interface ColumnFacetsProps {
  readonly load: string;
  readonly columns: readonly Column[];
  /** The column that is looked at first: one that fails. */
  readonly first: string | undefined;
  readonly filter: ReviewFilter;
  readonly onFilter: (filter: ReviewFilter) => void;
}

export function ColumnFacets({ load, columns, first, filter, onFilter }: ColumnFacetsProps): ReactNode {
  const [column, setColumn] = useState(first ?? columns[0]?.name ?? null);
  if (column === null) return null;
  const shared = { load, column, filter, onFilter };
  return (
    <>
      <div className={classes['facet']}>
        <Select
          label="Values and patterns of"
          data={columns.map(({ name }) => name)}
          value={column}
          onChange={(next) => setColumn(next ?? column)}
          allowDeselect={false}
          searchable
        />
      </div>
      <PatternFacet key={`${column} patterns`} {...shared} />
      <ValueFacet key={`${column} values`} {...shared} />
    </>
  );
}

interface FacetProps {
  readonly load: string;
  readonly column: string;
  readonly filter: ReviewFilter;
  readonly onFilter: (filter: ReviewFilter) => void;
}

const mostShown = 50;

function PatternFacet({ load, column, filter, onFilter }: FacetProps): ReactNode {
  const patterns = useQuestion(
    'quarantine.patterns',
    { filter: { ...withoutFacet(filter, column, 'pattern'), load }, column, limit: mostShown },
    { keepLast: true },
  );
  return (
    <>
      {(patterns.data?.length ?? 0) > 0 && (
        <FacetList
          label="Pattern"
          choices={choicesOf(
            (patterns.data ?? []).map(({ pattern, records }) => ({ value: pattern, records })),
            chosenOf(filter, column, 'pattern'),
          )}
          onChoose={(id) => onFilter(toggleFacet(filter, column, 'pattern', valueOf(id)))}
        />
      )}
      {patterns.error !== null && <ErrorNotice error={patterns.error} />}
    </>
  );
}

function ValueFacet({ load, column, filter, onFilter }: FacetProps): ReactNode {
  const [within, setWithin] = useState('');
  const values = useQuestion(
    'quarantine.values',
    {
      filter: containing({ ...withoutFacet(filter, column, 'value'), load }, column, within),
      column,
      limit: mostShown,
    },
    { keepLast: true },
  );
  return (
    <>
      <FacetList
        label="Value"
        choices={choicesOf(values.data ?? [], chosenOf(filter, column, 'value'))}
        onChoose={(id) => onFilter(toggleFacet(filter, column, 'value', valueOf(id)))}
        empty={
          values.data === undefined
            ? undefined
            : within === ''
              ? 'No value under these filters.'
              : 'No value contains that.'
        }
      >
        <TextInput
          size="xs"
          mb={4}
          aria-label={`Search the values of ${column}`}
          placeholder="Search these values"
          value={within}
          onChange={(event) => setWithin(event.currentTarget.value)}
        />
      </FacetList>
      {values.error !== null && <ErrorNotice error={values.error} />}
    </>
  );
}

/** Upper and lower case alike. */
function containing(filter: RecordFilter, column: string, text: string): RecordFilter {
  if (text === '') return filter;
  const literal = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return { ...filter, where: [...(filter.where ?? []), { column, operator: 'matches', value: `(?i)${literal}` }] };
}

/** Undefined: nothing of this facet is chosen. */
function chosenOf(filter: ReviewFilter, column: string, kind: FacetKind): string | null | undefined {
  const chosen = (filter.where ?? []).find((condition) => isOfFacet(condition, column, kind));
  return chosen && (chosen.value ?? null);
}

/** Null has an id that no value can have. */
const idOf = (value: string | null): string => (value === null ? 'null' : `=${value}`);
const valueOf = (id: string): string | null => (id === 'null' ? null : id.slice(1));

/** Of a long value its beginning; choosing it shows the rest. */
const valueCharacters = 120;

function choicesOf(
  counted: readonly { value: string | null; records: number }[],
  chosen: string | null | undefined,
): FacetChoice[] {
  return counted.map(({ value, records }) => ({
    id: idOf(value),
    content: (
      <span className={classes['value']}>
        <VisibleText text={value === null ? null : value.slice(0, valueCharacters)} oneLine />
      </span>
    ),
    count: records,
    chosen: value === chosen,
  }));
}
