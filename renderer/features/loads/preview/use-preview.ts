/** How a source would be read, asked anew whenever something is set; an earlier question is cancelled. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeskError } from '../../../../electron/contract/errors.ts';
import type { Preview, Source } from '../../../../electron/contract/load.ts';
import { useEngine } from '../../../engine/engine-context.tsx';

const shownRows = 20;

export interface PreviewAnswer {
  /** The last answer there was, so that nothing jumps while the next is awaited. */
  readonly preview: Preview | undefined;
  readonly error: DeskError | null;
  readonly asking: boolean;
  readonly askAgain: () => void;
}

export function usePreview(source: Source): PreviewAnswer {
  const link = useEngine();
  const { data, error, isFetching, refetch } = useQuery<Preview, DeskError>({
    queryKey: ['source.preview', source],
    queryFn: ({ signal }) => link.call('source.preview', { source, rows: shownRows }, { signal }),
    // The file may be another one by the time it is looked at again.
    staleTime: 0,
    gcTime: 0,
  });
  const [last, setLast] = useState<Preview | undefined>(data);
  if (data !== undefined && data !== last) setLast(data);
  return { preview: data ?? last, error, asking: isFetching, askAgain: () => void refetch() };
}
