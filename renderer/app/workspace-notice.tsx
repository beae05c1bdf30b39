/**
 * Said above every place while the workspace is not where it was. What is shown and what somebody has begun stays as it
 * is beneath; as soon as the workspace is there again, it is asked for anew.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { isDeskError } from '../../electron/contract/errors.ts';
import { askAgain, useQuestion } from '../engine/engine-context.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import classes from './app.module.css';
import { useWhereabouts } from './places.ts';

const lookAgainMs = 2_000;

export function WorkspaceNotice(): ReactNode {
  const client = useQueryClient();
  const { place } = useWhereabouts();
  const { error, refetch } = useQuestion('workspace.get', {});
  const isGone = isDeskError(error, 'WORKSPACE_UNUSABLE');
  const wasGone = useRef(false);

  // The engine tells nobody that its folder went: whoever is answered so, or goes to another place, finds it out.
  useEffect(() => void refetch(), [place, refetch]);
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ type, query }) => {
        const [method] = query.queryKey as readonly unknown[];
        const isOwn = method === 'workspace.get';
        if (type === 'updated' && !isOwn && isDeskError(query.state.error, 'WORKSPACE_UNUSABLE')) {
          void refetch({ cancelRefetch: false });
        }
      }),
    [client, refetch],
  );
  useEffect(() => {
    if (!isGone) {
      if (wasGone.current) void askAgain(client);
      wasGone.current = false;
      return undefined;
    }
    wasGone.current = true;
    const timer = setInterval(() => void refetch(), lookAgainMs);
    return () => clearInterval(timer);
  }, [isGone, client, refetch]);

  if (!isGone) return null;
  return (
    <div className={classes['notice']}>
      <ErrorNotice error={error} actions={[{ label: 'Look again', run: () => void refetch() }]} />
    </div>
  );
}
