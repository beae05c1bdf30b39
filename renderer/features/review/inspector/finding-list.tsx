/** What a record fails, each with the values that would make it pass; what was waived stands apart. */
import type { ReactNode } from 'react';
import type { DeskRecord, Finding } from '../../../../electron/contract/record.ts';
import { useCommands } from '../../../app/commands.tsx';
import { useQuestion } from '../../../engine/engine-context.tsx';
import type { Mark } from '../../../ui/visible-text.tsx';
import type { ReviewAct } from '../acts/review-act.ts';
import { FindingCard } from './finding-card.tsx';
import classes from './inspector.module.css';
import { loadOf } from './record-title.ts';
import { useSuggestions, type NumberedSuggestion } from './use-suggestions.ts';

interface FindingListProps {
  readonly record: DeskRecord;
  readonly marksOf: (finding: Finding) => Mark[];
  /** False while another record is being read. */
  readonly enabled: boolean;
  readonly onApply: (act: ReviewAct) => void;
}

/** As many as there are keys for. */
const mostKeys = 5;

export function FindingList({ record, marksOf, enabled, onApply }: FindingListProps): ReactNode {
  const open = record.findings.filter(({ waived }) => !waived);
  const waived = record.findings.filter((finding) => finding.waived);
  const found = useSuggestions(record.record_id, open);
  const load = loadOf(record.record_id);
  // What is applied means the whole family, everything with the same fault: nothing is offered before it is known.
  const { data: known } = useQuestion(
    'quarantine.families',
    { filter: { load, record_ids: [record.record_id] } },
    { enabled: open.length > 0 },
  );
  const all = known === undefined ? [] : found.flatMap(({ suggestions }) => suggestions);
  const apply = ({ suggestion, finding }: NumberedSuggestion): void => {
    const family = known?.families.find((each) => each.expectation_key === finding.expectation_key);
    if (!enabled || family === undefined) return;
    onApply({
      kind: 'fix',
      selection: { load, states: ['quarantined'], family: family.family },
      count: suggestion.of,
      column: suggestion.column,
      value: suggestion.value,
    });
  };
  useCommands(
    all.slice(0, mostKeys).map((chosen) => ({
      id: `review.suggestion.${chosen.number}`,
      label: `Apply suggestion ${chosen.number}…`,
      group: 'Suggestions',
      keys: String(chosen.number),
      disabled: !enabled,
      run: () => apply(chosen),
    })),
  );
  return (
    <>
      {open.length > 0 && (
        <ul className={classes['findings']} aria-label="Findings">
          {open.map((finding, place) => (
            <FindingCard
              key={finding.expectation_key}
              finding={finding}
              marks={marksOf(finding)}
              found={known === undefined ? undefined : found[place]}
              onApply={apply}
            />
          ))}
        </ul>
      )}
      {waived.length > 0 && (
        <ul className={classes['findings']} aria-label="Waived findings">
          {waived.map((finding) => (
            <FindingCard key={finding.expectation_key} finding={finding} marks={[]} onApply={apply} />
          ))}
        </ul>
      )}
    </>
  );
}
