/** One load's publishes: the next one and those that were made, one of them looked at. */
import { useState, type ReactNode } from 'react';
import { useCommands } from '../../app/commands.tsx';
import type { Loaded } from '../../../electron/contract/load.ts';
import { useQuestion } from '../../engine/engine-context.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Panes } from '../../ui/panes.tsx';
import { ManifestView } from './manifest-view.tsx';
import { NextPublish } from './next-publish.tsx';
import { PublishList } from './publish-list.tsx';
import { usePublishing } from './publishing.ts';
import { useSettings } from './settings.ts';

export function PublishDesk({ loaded }: { loaded: Loaded }): ReactNode {
  const { load } = loaded;
  const publishes = useQuestion('publish.list', { load: load.id });
  const newest = publishes.data?.[0];
  const last = useQuestion('publish.manifest', { publish: newest?.id ?? '' }, { enabled: newest !== undefined });
  const { settings, change } = useSettings(newest, last.data?.manifest);
  /** The path of the publish that is looked at; null for the one to come. */
  const [shown, setShown] = useState<string | null>(null);
  const publishing = usePublishing((path) => setShown(path));
  useCommands([
    {
      id: 'publish.next',
      label: 'Back to the next publish',
      group: 'Publish',
      keys: 'Escape',
      disabled: shown === null,
      run: () => setShown(null),
    },
  ]);
  if (publishes.data === undefined && publishes.error !== null) return <ErrorNotice error={publishes.error} />;
  if (publishes.data === undefined || (newest !== undefined && last.isPending)) return null;
  const chosen = publishes.data.find(({ path }) => path === shown);
  return (
    <Panes
      id="publish"
      left={{
        id: 'publishes',
        label: 'Publishes of this load',
        size: 270,
        minSize: 200,
        content: (
          <PublishList
            publishes={publishes.data}
            changed={load.changed_since_publish}
            shown={shown}
            onShow={setShown}
          />
        ),
      }}
    >
      {chosen === undefined ? (
        <NextPublish loaded={loaded} settings={settings} onChange={change} publishing={publishing} />
      ) : (
        <ManifestView
          key={chosen.id}
          publish={chosen}
          supersededBy={publishes.data.find(({ supersedes }) => supersedes === chosen.path)}
          result={publishing.result?.publish.path === chosen.path ? publishing.result : undefined}
          changed={chosen.id === newest?.id && load.changed_since_publish}
          onNext={() => setShown(null)}
        />
      )}
    </Panes>
  );
}
