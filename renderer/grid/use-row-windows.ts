/** Row windows for a component: asked anew when the question changes, when the engine says so, and after what was lost is back. */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { DeskEvent } from '../../electron/contract/events.ts';
import { useDeskEvent, useEngine, useQuestion } from '../engine/engine-context.tsx';
import { RowWindows, type AskForRows, type Identified, type RowSnapshot } from './row-windows.ts';

export interface Rows<Row extends Identified> extends RowSnapshot {
  readonly windows: RowWindows<Row>;
}

/** `ask` must be the same function for as long as the question is the same. */
export function useRowWindows<Row extends Identified>(load: string, ask: AskForRows<Row>): Rows<Row> {
  const link = useEngine();
  const [windows] = useState(() => new RowWindows(ask));
  useEffect(() => {
    windows.renew(ask);
    return () => windows.close();
  }, [windows, ask]);
  useDeskEvent(
    useCallback(
      (event: DeskEvent) => {
        if (event.event === 'load.changed' && event.load === load) windows.renew();
      },
      [windows, load],
    ),
  );
  useEffect(() => {
    let before = link.state();
    return link.onState(() => {
      if (before === 'reconnecting' && link.state() === 'connected') windows.renew();
      before = link.state();
    });
  }, [link, windows]);
  const { isError: isGone } = useQuestion('workspace.get', {});
  const wasGone = useRef(false);
  useEffect(() => {
    if (wasGone.current && !isGone) windows.renew();
    wasGone.current = isGone;
  }, [isGone, windows]);
  const snapshot = useSyncExternalStore(windows.subscribe, windows.snapshot);
  // In the drawing in which the question changes, what is held is still the answer to the one before.
  return { windows, ...snapshot, loading: snapshot.loading || !windows.asks(ask) };
}
