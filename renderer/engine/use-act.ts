/** Acts: commands and tasks a person sets going. A failure is kept for the view to show, never thrown away. */
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { DeskError } from '../../electron/contract/errors.ts';
import type { Input, Method, Output } from '../../electron/contract/methods.ts';
import { askAgain, useEngine } from './engine-context.tsx';

export function useAct<M extends Method>(method: M): UseMutationResult<Output<M>, DeskError, Input<M>> {
  const link = useEngine();
  const client = useQueryClient();
  return useMutation<Output<M>, DeskError, Input<M>>({
    mutationKey: [method],
    mutationFn: (input) => link.call(method, input),
    // Done only once the screen shows it. A failure is said at once: the way to ask anew may be what broke.
    onSuccess: () => askAgain(client),
    onError: () => void askAgain(client),
  });
}
