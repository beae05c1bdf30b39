/** A reject: the stretch of source as it is, why it could not be made a record, and what was done to it. */
import { Button, CopyButton, Tabs } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { Output } from '../../../../electron/contract/methods.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { fileName, formatCount } from '../../../ui/format.ts';
import cardClasses from './finding-card.module.css';
import { bytesOf, isUtf8 } from './hex-lines.ts';
import { HexView } from './hex-view.tsx';
import { HistoryList } from './history-list.tsx';
import { InspectorActions } from './inspector-actions.tsx';
import { InspectorHead, linesOf, type Position } from './inspector-head.tsx';
import type { InspectorActs } from './inspector.tsx';
import classes from './inspector.module.css';
import { numberOf } from './record-title.ts';
import { MessagePlace } from './message-place.tsx';
import { SourceLines } from './source-lines.tsx';

interface RejectInspectorProps {
  readonly loadId: string;
  readonly recordId: string;
  readonly position: Position | null;
  readonly onMove: (step: 1 | -1) => void;
  readonly acts: InspectorActs;
}

export function RejectInspector(props: RejectInspectorProps): ReactNode {
  const detail = useQuestion('reject.get', { record_id: props.recordId });
  if (detail.error !== null) {
    return <ErrorNotice error={detail.error} actions={[{ label: 'Ask again', run: () => void detail.refetch() }]} />;
  }
  if (detail.data === undefined)
    return <p className={classes['waiting']}>Reading reject {formatCount(numberOf(props.recordId))}…</p>;
  return <ShownReject {...props} detail={detail.data} />;
}

interface ShownRejectProps extends RejectInspectorProps {
  readonly detail: Output<'reject.get'>;
}

function ShownReject({
  loadId,
  detail: { reject, message, history },
  position,
  onMove,
  acts,
}: ShownRejectProps): ReactNode {
  const loaded = useQuestion('load.get', { load: loadId }).data;
  const bytes = useMemo(() => bytesOf(reject.raw_base64), [reject.raw_base64]);
  const isText = useMemo(() => isUtf8(bytes), [bytes]);
  const [tab, setTab] = useState<string | null>('text');
  const origin = `${fileName(reject.source_file)}, ${linesOf(reject.source_line, reject.last_line)}`;
  return (
    <div className={classes['shown']}>
      <InspectorHead
        name={`Reject ${formatCount(numberOf(reject.record_id))}`}
        title={null}
        firstLine={reject.source_line}
        lastLine={reject.last_line}
        state={reject.state}
        position={position}
        onMove={onMove}
      />
      <div className={classes['body']} tabIndex={0} role="group" aria-label="Reject">
        <ul className={classes['findings']} aria-label="Why it is no record">
          <li className={cardClasses['card']}>
            <h3 className={cardClasses['sentence']}>
              <IconAlertCircle size={15} stroke={1.8} aria-hidden />
              It could not be made a record: it {reject.reason}.
            </h3>
            {!isText && (
              <p className={cardClasses['note']}>
                Bytes that are not UTF-8 show as � in the text. Under “Bytes” they stand as they are.
              </p>
            )}
          </li>
        </ul>
        <Tabs value={tab} onChange={setTab} keepMounted={false} classNames={{ list: classes['tabs'] ?? '' }}>
          <Tabs.List>
            <Tabs.Tab value="text">Text</Tabs.Tab>
            {!isText && <Tabs.Tab value="bytes">Bytes</Tabs.Tab>}
            <Tabs.Tab value="history">History{history.length > 0 && ` ${formatCount(history.length)}`}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="text">
            {message !== null && <MessagePlace message={message} />}
            <SourceLines
              file={reject.source_file}
              firstLine={reject.source_line}
              lastLine={reject.last_line}
              byteOffset={reject.byte_offset}
              text={reject.raw}
              problem={null}
            />
          </Tabs.Panel>
          <Tabs.Panel value="bytes">
            <HexView bytes={bytes} offset={reject.byte_offset} />
            <CopyButton value={bytes.reduce((hex, byte) => hex + byte.toString(16).padStart(2, '0'), '')}>
              {({ copied, copy }) => (
                <Button size="compact-xs" variant="subtle" color="gray" onClick={copy}>
                  {copied ? 'Copied' : 'Copy as hexadecimal'}
                </Button>
              )}
            </CopyButton>
          </Tabs.Panel>
          <Tabs.Panel value="history">
            <HistoryList
              history={history}
              loaded={loaded === undefined ? null : { at: loaded.load.loaded_at, by: loaded.load.loaded_by }}
              origin={origin}
            />
          </Tabs.Panel>
        </Tabs>
      </div>
      <InspectorActions state={reject.state} isReject acts={acts} disabled={false} />
    </div>
  );
}
