import type { ReactNode } from 'react';
import type { Facets } from '../../../../electron/contract/record.ts';
import { fileName } from '../../../ui/format.ts';
import { withFiles } from '../filter-edits.ts';
import type { ReviewFilter } from '../review-filter.ts';
import { FacetList } from './facet-list.tsx';

interface FileFacetProps {
  readonly facets: Facets | undefined;
  readonly filter: ReviewFilter;
  readonly onFilter: (filter: ReviewFilter) => void;
}

/** Only where a load has several source files. */
export function FileFacet({ facets, filter, onFilter }: FileFacetProps): ReactNode {
  const files = facets?.files ?? [];
  if (files.length < 2) return null;
  const chosen = filter.files ?? [];
  const choices = files.map(({ file, path, records }) => ({
    id: String(file),
    content: fileName(path),
    count: records,
    chosen: chosen.includes(file),
  }));
  const choose = (id: string, more: boolean): void => {
    const file = Number(id);
    const others = chosen.filter((each) => each !== file);
    if (more) onFilter(withFiles(filter, chosen.includes(file) ? others : [...chosen, file]));
    else onFilter(withFiles(filter, chosen.includes(file) && others.length === 0 ? [] : [file]));
  };
  return <FacetList label="Source file" choices={choices} onChoose={choose} />;
}
