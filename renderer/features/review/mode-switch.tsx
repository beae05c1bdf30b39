/** Records or rejects; only where a load has rejects. */
import { SegmentedControl } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Receipt } from '../../../electron/contract/load.ts';
import { formatCount } from '../../ui/format.ts';

export type ReviewMode = 'records' | 'rejects';

interface ModeSwitchProps {
  readonly receipt: Receipt;
  readonly mode: ReviewMode;
  readonly onMode: (mode: ReviewMode) => void;
}

/** Each mode has a switch of its own: the focus goes on from the one that was used to the one that is there then. */
let used = false;

export function ModeSwitch({ receipt, mode, onMode }: ModeSwitchProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (used) box.current?.querySelector<HTMLInputElement>('input:checked')?.focus({ preventScroll: true });
    used = false;
  }, []);
  if (receipt.rejects === 0) return null;
  return (
    <SegmentedControl
      ref={box}
      aria-label="What is reviewed"
      value={mode}
      onChange={(next) => {
        used = true;
        onMode(next === 'rejects' ? 'rejects' : 'records');
      }}
      data={[
        { value: 'records', label: 'Records' },
        { value: 'rejects', label: `Rejects (${formatCount(receipt.rejects)})` },
      ]}
    />
  );
}
