/** Files dragged over the window and dropped on it: whether there are some, how far they are sent, what went wrong. */
import { useEffect, useRef, useState } from 'react';
import { isDeskError } from '../../../electron/contract/errors.ts';
import { useShell } from '../../shell/shell-context.tsx';
import { droppedFiles } from './dropped-files.ts';
import { useIncoming } from './incoming.tsx';

export type Drop =
  | { readonly step: 'none' }
  | { readonly step: 'over' }
  | {
      readonly step: 'sending';
      readonly files: number;
      readonly done: number;
      readonly total: number;
      readonly began: number;
      readonly now: number;
    }
  | { readonly step: 'failed'; readonly error: unknown }
  /** A folder without anything that could be a source. */
  | { readonly step: 'nothing' };

export interface DropControl {
  readonly drop: Drop;
  readonly cancel: () => void;
  readonly close: () => void;
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;

export function useDrop(): DropControl {
  const { shell, info } = useShell();
  const { receive } = useIncoming();
  const [drop, setDrop] = useState<Drop>({ step: 'none' });
  const abort = useRef<AbortController | null>(null);

  const take = async (transfer: DataTransfer): Promise<void> => {
    const control = new AbortController();
    abort.current?.abort();
    abort.current = control;
    try {
      const files = await droppedFiles(transfer, info.host);
      if (files.length === 0) {
        setDrop({ step: 'nothing' });
        return;
      }
      const began = performance.now();
      const total = files.reduce((sum, file) => sum + file.size, 0);
      setDrop({ step: 'sending', files: files.length, done: 0, total, began, now: began });
      const paths = await shell.receiveDropped(
        files,
        (done) =>
          setDrop((before) => (before.step === 'sending' ? { ...before, done, now: performance.now() } : before)),
        // A signal does not cross the desktop's bridge, and there nothing has to be sent.
        ...(info.host === 'web' ? [control.signal] : []),
      );
      setDrop(paths.length === 0 ? { step: 'nothing' } : { step: 'none' });
      receive(paths);
    } catch (error) {
      setDrop(isDeskError(error, 'CANCELLED') && control.signal.aborted ? { step: 'none' } : { step: 'failed', error });
    }
  };
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });

  useEffect(() => {
    const listening = new AbortController();
    const on = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', listener: (event: DragEvent) => void): void =>
      window.addEventListener(
        type,
        (event) => {
          if (!hasFiles(event)) return;
          // Otherwise the browser would leave the page to show the file.
          event.preventDefault();
          listener(event);
        },
        { signal: listening.signal },
      );
    const over = (): void => setDrop((before) => (before.step === 'sending' ? before : { step: 'over' }));
    on('dragenter', over);
    on('dragover', over);
    on('dragleave', ({ relatedTarget }) => {
      if (relatedTarget === null) setDrop((before) => (before.step === 'over' ? { step: 'none' } : before));
    });
    on('drop', ({ dataTransfer }) => {
      if (dataTransfer !== null) void latest.current(dataTransfer);
    });
    return () => listening.abort();
  }, []);

  return { drop, cancel: () => abort.current?.abort(), close: () => setDrop({ step: 'none' }) };
}
