/** A reject's text, mended here and read again by the rules the load was read with, before anything is kept. */
import { Text, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { LoadFile } from '../../../../electron/contract/load.ts';
import type { Reject } from '../../../../electron/contract/record.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { formatCount, formatCounted } from '../../../ui/format.ts';
import { ReasonForm } from '../../../ui/reason-form.tsx';
import { VisibleText } from '../../../ui/visible-text.tsx';
import { loadOf } from '../inspector/record-title.ts';
import type { FormProps } from './act-form.ts';
import { recentReasons } from './recent-reasons.ts';
import classes from './repair-form.module.css';
import { RepairPreview } from './repair-preview.tsx';
import type { ReviewAct } from './review-act.ts';
import { useDryRun } from './use-dry-run.ts';
import { usePerform } from './use-perform.tsx';

type RepairAct = Extract<ReviewAct, { kind: 'repair' }>;

export function RepairForm({ act, onClose, onDone }: FormProps<RepairAct>): ReactNode {
  const detail = useQuestion('reject.get', { record_id: act.rejectId });
  // What is being written here outlives a question that failed meanwhile.
  if (detail.error !== null && detail.data === undefined) return <ErrorNotice error={detail.error} />;
  if (detail.data === undefined) return <Text size="sm">Reading the reject…</Text>;
  return <RepairText reject={detail.data.reject} onClose={onClose} onDone={onDone} />;
}

interface RepairTextProps extends Omit<FormProps<RepairAct>, 'act'> {
  readonly reject: Reject;
}

function RepairText({ reject, onClose, onDone }: RepairTextProps): ReactNode {
  const load = useQuestion('load.get', { load: loadOf(reject.record_id) });
  const [text, setText] = useState(reject.raw);
  const meant = { reject: reject.record_id, text };
  const { perform, stage, leave, over, error } = usePerform('review.repair', { onClose, onDone });
  const dryRun = useDryRun('review.repair', meant, over);
  const made = dryRun.isCurrent ? (dryRun.result?.becomes?.length ?? 0) : 0;
  const columns = load.data?.load.columns.map(({ name }) => name) ?? [];
  const file = load.data?.load.files.find(({ path }) => path === reject.source_file);
  return (
    <ReasonForm
      act={made > 1 ? `Make ${formatCount(made)} records of it` : 'Make it a record'}
      stage={stage}
      disabled={!dryRun.isCurrent}
      error={error}
      suggestions={recentReasons()}
      onCancel={leave}
      onSubmit={(authorship) => {
        if (dryRun.isCurrent) perform(meant, authorship);
      }}
    >
      <Textarea
        label="Text of the reject"
        description={expectedWords(columns, file)}
        classNames={{ input: classes['input'] ?? '' }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={3}
        maxRows={12}
        spellCheck={false}
        data-autofocus
      />
      <p className={classes['visible']} aria-label="The text with its white space shown">
        <VisibleText text={text} marks={marksOfUnreadable(text)} />
      </p>
      {text.includes(unreadable) && (
        <p className={classes['problem']}>
          {unreadable} stands where bytes were not UTF-8. Write the characters that were meant.
        </p>
      )}
      <RepairPreview dryRun={dryRun} columns={columns} />
    </ReasonForm>
  );
}

function expectedWords(columns: readonly string[], file: LoadFile | undefined): string {
  if (columns.length === 0) return '';
  const named = columns.join(', ');
  const dialect = file?.dialect ?? null;
  if (dialect === null) return `One JSON object a line, with keys among: ${named}.`;
  const { delimiter, quote } = dialect;
  const between = delimiter === '\t' ? 'tabs' : `“${delimiter}”`;
  const quoted = quote === null ? '' : `; a value that holds one stands in ${quote}…${quote}`;
  return `${formatCounted(columns.length, 'field')}, with ${between} between them${quoted}: ${named}.`;
}

/** Stands for bytes that were no UTF-8. */
const unreadable = '\uFFFD';

const marksOfUnreadable = (text: string): { from: number; to: number }[] =>
  [...text.matchAll(/\uFFFD+/g)].map(({ index, 0: run }) => ({ from: index, to: index + run.length }));
