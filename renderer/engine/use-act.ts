/** Acts: commands and tasks a person sets going. A failure is kept for the view to show, never thrown away. */
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { DeskError } from '../../electron/contract/errors.ts';
import type { Input, Method, Output } from '../../electron/contract/methods.ts';
import { askAgain, useEngine } from './engine-context.tsx';

/** `stopping`: asked to stop, and not answered yet. `answered`: done, and the screen is about to show it. */
export type ActStage = 'resting' | 'sent' | 'stopping' | 'answered';

export type Act<M extends Method> = UseMutationResult<Output<M>, DeskError, Input<M>> & {
  readonly stage: ActStage;
  /** Takes it back, if it is not done yet: it then fails with CANCELLED. Otherwise nothing happens. */
  readonly cancel: () => void;
};

export function useAct<M extends Method>(method: M): Act<M> {
  const link = useEngine();
  const client = useQueryClient();
  const flight = useRef<AbortController | null>(null);
  const [asked, setAsked] = useState<'sent' | 'stopping' | null>(null);
  const mutation = useMutation<Output<M>, DeskError, Input<M>>({
    mutationKey: [method],
    mutationFn: async (input) => {
      const abort = new AbortController();
      flight.current = abort;
      setAsked('sent');
      try {
        return await link.call(method, input, { signal: abort.signal });
      } finally {
        flight.current = null;
        setAsked(null);
      }
    },
    // Done only once the screen shows it. A failure is said at once: the way to ask anew may be what broke.
    onSuccess: () => askAgain(client),
    onError: () => void askAgain(client),
  });
  const cancel = useCallback(() => {
    if (flight.current === null) return;
    setAsked('stopping');
    flight.current.abort();
  }, []);
  return { ...mutation, stage: asked ?? (mutation.isPending ? 'answered' : 'resting'), cancel };
}
