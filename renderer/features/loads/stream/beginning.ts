/** A stream that somebody asked for, until it takes its first messages, or until it is known why it cannot. */
import { useRef, useState } from 'react';
import { DeskError, isDeskError } from '../../../../electron/contract/errors.ts';
import type { Input } from '../../../../electron/contract/methods.ts';
import { useEngine } from '../../../engine/engine-context.tsx';

export interface Beginning {
  readonly stage: 'resting' | 'asked';
  /** Names the run that was asked for last, once the engine has said so. */
  readonly run: string | null;
  readonly error: DeskError | null;
  readonly begin: (input: Input<'stream.consume'>) => void;
  readonly forget: () => void;
}

const resting = { stage: 'resting', run: null, error: null } as const;

/** `onTaken`: the broker, the topic and the target are in order, and messages are being taken. */
export function useBeginning(onTaken: (run: string) => void): Beginning {
  const link = useEngine();
  const [state, setState] = useState<Pick<Beginning, 'stage' | 'run' | 'error'>>(resting);
  const latest = useRef(0);
  const begin = (input: Input<'stream.consume'>): void => {
    latest.current += 1;
    const own = latest.current;
    let under: 'way' | 'watch' = 'way';
    const isOwn = (): boolean => own === latest.current && under === 'way';
    setState({ ...resting, stage: 'asked' });
    const onProgress = ({ stream }: { stream?: { stream: string; state: string } | undefined }): void => {
      if (stream === undefined || !isOwn()) return;
      setState({ stage: 'asked', run: stream.stream, error: null });
      if (stream.state !== 'consuming' && stream.state !== 'paused') return;
      under = 'watch';
      setState(resting);
      onTaken(stream.stream);
    };
    link.call('stream.consume', input, { onProgress }).then(
      () => {
        if (isOwn()) setState(resting);
      },
      (error: unknown) => {
        // One that has begun tells its end as a task, to every page.
        if (isOwn()) setState(({ run }) => ({ stage: 'resting', run, error: asError(error) }));
      },
    );
  };
  const forget = (): void => {
    latest.current += 1;
    setState(resting);
  };
  return { ...state, begin, forget };
}

function asError(error: unknown): DeskError | null {
  if (isDeskError(error, 'CANCELLED')) return null;
  return isDeskError(error) ? error : new DeskError('INTERNAL', 'The stream could not be begun. Do it again.');
}
