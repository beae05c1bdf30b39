/** A record: what fails in it, all its values, what was done to it, and the lines it came from. */
import { Tabs } from '@mantine/core';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import type { ExpectationConfig, ValidationResult } from '../../../../electron/contract/check.ts';
import type { Output } from '../../../../electron/contract/methods.ts';
import type { Finding } from '../../../../electron/contract/record.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { failingMarks, joinMarks } from '../../../grid/failing-characters.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { fileName, formatCount } from '../../../ui/format.ts';
import type { Mark } from '../../../ui/visible-text.tsx';
import type { ReviewAct } from '../acts/review-act.ts';
import { FindingList } from './finding-list.tsx';
import { HistoryList } from './history-list.tsx';
import { InspectorActions } from './inspector-actions.tsx';
import { InspectorHead, linesOf, type Position } from './inspector-head.tsx';
import type { InspectorActs } from './inspector.tsx';
import classes from './inspector.module.css';
import { numberOf, titleOf } from './record-title.ts';
import { MessagePlace } from './message-place.tsx';
import { RecordValues } from './record-values.tsx';
import { SourceLines } from './source-lines.tsx';

type Detail = Output<'record.get'>;

interface RecordInspectorProps {
  readonly loadId: string;
  readonly recordId: string;
  readonly position: Position | null;
  readonly onMove: (step: 1 | -1) => void;
  readonly acts: InspectorActs;
  readonly validation: ValidationResult | null;
  /** Begins the act that a suggestion stands for. */
  readonly onApply: (act: ReviewAct) => void;
}

export function RecordInspector(props: RecordInspectorProps): ReactNode {
  const { recordId } = props;
  const detail = useQuestion('record.get', { record_id: recordId }, { keepLast: true });
  if (detail.error !== null) {
    return <ErrorNotice error={detail.error} actions={[{ label: 'Ask again', run: () => void detail.refetch() }]} />;
  }
  if (detail.data === undefined)
    return <p className={classes['waiting']}>Reading record {formatCount(numberOf(recordId))}…</p>;
  return <ShownRecord {...props} detail={detail.data} isLast={detail.isPlaceholderData} />;
}

interface ShownRecordProps extends RecordInspectorProps {
  readonly detail: Detail;
  /** The record before, shown while the one meant is read. */
  readonly isLast: boolean;
}

function ShownRecord({
  loadId,
  detail,
  isLast,
  position,
  onMove,
  acts,
  validation,
  onApply,
}: ShownRecordProps): ReactNode {
  const {
    record,
    source_values: sourceValues,
    history,
    source_text: source,
    byte_offset: byteOffset,
    message,
  } = detail;
  const loaded = useQuestion('load.get', { load: loadId }).data;
  const body = useRef<HTMLDivElement>(null);
  // Another record is read from its beginning.
  useLayoutEffect(() => {
    if (body.current !== null) body.current.scrollTop = 0;
  }, [record.record_id]);
  const [tab, setTab] = useState<string | null>('record');
  const columns = loaded?.load.columns.map(({ name }) => name) ?? Object.keys(record.values);
  const ruleOf = (key: string): ExpectationConfig | undefined =>
    validation?.results.find(({ meta }) => meta.expectation_key === key)?.expectation_config;
  const marksOfFinding = ({ expectation_key: key, value }: Finding): Mark[] => failingMarks(ruleOf(key), value ?? '');
  const marksOf = (column: string): Mark[] =>
    joinMarks(
      record.findings
        .filter((finding) => finding.column === column && !finding.waived && finding.value === record.values[column])
        .flatMap(marksOfFinding),
    );
  const lines = linesOf(record.source_line, record.last_line);
  return (
    <div className={classes['shown']} aria-busy={isLast} data-last={isLast}>
      <InspectorHead
        name={`Record ${formatCount(numberOf(record.record_id))}`}
        title={titleOf(columns, record.values)}
        firstLine={record.source_line}
        lastLine={record.last_line}
        state={record.state}
        position={position}
        onMove={onMove}
      />
      <div ref={body} className={classes['body']} tabIndex={0} role="group" aria-label="Record">
        <FindingList record={record} marksOf={marksOfFinding} enabled={!isLast} onApply={onApply} />
        <Tabs value={tab} onChange={setTab} keepMounted={false} classNames={{ list: classes['tabs'] ?? '' }}>
          <Tabs.List>
            <Tabs.Tab value="record">Record</Tabs.Tab>
            <Tabs.Tab value="history">History{history.length > 0 && ` ${formatCount(history.length)}`}</Tabs.Tab>
            <Tabs.Tab value="source">Source</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="record">
            <RecordValues
              columns={columns}
              values={record.values}
              sourceValues={sourceValues}
              marksOf={marksOf}
              key={record.record_id}
            />
          </Tabs.Panel>
          <Tabs.Panel value="history">
            <HistoryList
              history={history}
              loaded={loaded === undefined ? null : { at: loaded.load.loaded_at, by: loaded.load.loaded_by }}
              origin={`${fileName(record.source_file)}, ${lines}`}
            />
          </Tabs.Panel>
          <Tabs.Panel value="source">
            {message !== null && <MessagePlace message={message} />}
            <SourceLines
              file={record.source_file}
              firstLine={record.source_line}
              lastLine={record.last_line}
              byteOffset={byteOffset}
              {...source}
            />
          </Tabs.Panel>
        </Tabs>
      </div>
      <InspectorActions state={record.state} isReject={false} acts={acts} disabled={isLast} />
    </div>
  );
}
