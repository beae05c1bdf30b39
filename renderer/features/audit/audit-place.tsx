/** Audit: who changed what, when and why; taken out of the workspace, and proved. */
import { useDebouncedValue } from '@mantine/hooks';
import { IconClock } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useCurrentLoad } from '../../app/current-load.tsx';
import { useQuestion } from '../../engine/engine-context.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Panes } from '../../ui/panes.tsx';
import { AuditBar } from './audit-bar.tsx';
import classes from './audit.module.css';
import { AuditNotices } from './audit-notices.tsx';
import { FilterChips } from './filter-chips.tsx';
import { FilterPane } from './filter-pane.tsx';
import { askedOf, isEverything, withField, type FilterField, type TrailFilter } from './trail-filter.ts';
import { Trail } from './trail.tsx';
import { useTrailActs } from './trail-acts.ts';

const typingPause = 250;

export function AuditPlace(): ReactNode {
  const { loads } = useCurrentLoad();
  const [filter, setFilter] = useState<TrailFilter>({});
  /** The newest event shown while somebody reads further down; null while the list follows the trail. */
  const [held, setHeld] = useState<number | null>(null);
  const [search] = useDebouncedValue(filter.search ?? '', typingPause);
  const settled = useMemo(() => withField(filter, 'search', search), [filter, search]);
  const asked = useMemo(() => askedOf(settled), [settled]);
  const newest = useQuestion('audit.list', { filter: asked, limit: 1 }, { keepLast: true });
  const summary = useQuestion('audit.summary', { filter: asked }, { keepLast: true });
  const whole = useQuestion('audit.summary', {});
  const acts = useTrailActs();
  const sources = useMemo(() => new Map(loads?.map(({ id, source }) => [id, source])), [loads]);
  const set = (field: FilterField, value: string | null): void => {
    setHeld(null);
    setFilter((before) => withField(before, field, value));
  };
  const error = newest.error ?? summary.error ?? whole.error;
  const newestSeq = newest.isPlaceholderData ? undefined : newest.data?.[0]?.seq;
  const top = held ?? newestSeq;
  // Not the number of what was asked before.
  const counted = summary.isPlaceholderData || search !== (filter.search ?? '') ? undefined : summary.data?.events;
  if (whole.data?.events === 0) return <NothingYet />;
  return (
    <Panes
      id="audit"
      left={{
        id: 'filter',
        label: 'What of the trail to show',
        size: 220,
        minSize: 200,
        content: <FilterPane filter={filter} summary={summary.data} loads={loads ?? []} onChange={set} />,
      }}
    >
      <div className={classes['view']}>
        <FilterChips
          filter={filter}
          sources={sources}
          shown={counted}
          all={whole.data?.events}
          newer={held !== null && newestSeq !== undefined && newestSeq > held}
          onRemove={(field) => set(field, null)}
          onClear={() => {
            setHeld(null);
            setFilter({});
          }}
          onFollow={() => setHeld(null)}
        />
        <AuditNotices
          acts={acts}
          onShowEvent={(seq) => {
            setFilter({});
            setHeld(seq);
          }}
        />
        {error !== null && (
          <ErrorNotice
            error={error}
            actions={[
              {
                label: 'Ask again',
                run: () => void Promise.all([newest.refetch(), summary.refetch(), whole.refetch()]),
              },
            ]}
          />
        )}
        {top !== undefined && (
          <Trail
            key={JSON.stringify([asked, top])}
            filter={asked}
            top={top}
            gapless={isEverything(settled)}
            counted={counted}
            sources={sources}
            onFilter={set}
            onHold={() => setHeld((before) => before ?? top)}
          />
        )}
        {top === undefined && newest.data?.length === 0 && <NoneFits />}
        <AuditBar acts={acts} events={whole.data?.events} />
      </div>
    </Panes>
  );
}

function NothingYet(): ReactNode {
  return (
    <EmptyState icon={IconClock} title="The trail is empty">
      Every load, check, correction, decision and publish will stand here: who, when, what it was before, and why. Each
      event carries the hash of the one before it, so that a changed or missing one shows.
    </EmptyState>
  );
}

function NoneFits(): ReactNode {
  return (
    <div className={classes['none']}>
      <EmptyState icon={IconClock} title="No event fits">
        Nothing in the trail is as the filter asks. Take a part of it away above, or clear it.
      </EmptyState>
    </div>
  );
}
