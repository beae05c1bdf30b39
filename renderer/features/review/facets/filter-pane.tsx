/** The left side of Review: the causes, and what else the records can be narrowed by. */
import type { ReactNode } from 'react';
import type { RecordView } from '../use-record-view.ts';
import { ColumnFacets } from './column-facets.tsx';
import { DecidedList } from './decided-list.tsx';
import { FamilyList } from './family-list.tsx';
import { FileFacet } from './file-facet.tsx';
import { StateFacet } from './state-facet.tsx';

export function FilterPane({ view }: { view: RecordView }): ReactNode {
  const { load, filter, setFilter, facets, families, rules, visible, nameOf } = view;
  const first = visible.map(nameOf).find((name) => name !== undefined);
  return (
    <>
      <FamilyList families={families} filter={filter} onFilter={setFilter} rules={rules} />
      <DecidedList load={load.id} filter={filter} onFilter={setFilter} />
      <StateFacet load={load} facets={facets} filter={filter} onFilter={setFilter} />
      <FileFacet facets={facets} filter={filter} onFilter={setFilter} />
      <ColumnFacets load={load.id} columns={load.columns} first={first} filter={filter} onFilter={setFilter} />
    </>
  );
}
