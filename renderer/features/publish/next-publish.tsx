/** The publish to come: where to, what of, what stands in its way, and the act itself. */
import { type ReactNode } from 'react';
import type { Loaded } from '../../../electron/contract/load.ts';
import { useActor } from '../../app/actor.tsx';
import { useQuestion } from '../../engine/engine-context.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { formatCounted } from '../../ui/format.ts';
import { Blockers } from './blockers.tsx';
import { Difference } from './difference.tsx';
import { foreseenBlockers } from './foreseen.ts';
import { HeldBack } from './held-back.tsx';
import { Partitions } from './partitions.tsx';
import { PlanFigures } from './plan-figures.tsx';
import { PublishBar } from './publish-bar.tsx';
import { PublishFailure } from './publish-failure.tsx';
import classes from './publish.module.css';
import type { Publishing } from './publishing.ts';
import { SettingsForm } from './settings-form.tsx';
import { planInput, type Settings } from './settings.ts';
import { useTarget } from './target.ts';

interface NextPublishProps {
  readonly loaded: Loaded;
  readonly settings: Settings;
  readonly onChange: (changed: Partial<Settings>) => void;
  readonly publishing: Publishing;
}

export function NextPublish({ loaded, settings, onChange, publishing }: NextPublishProps): ReactNode {
  const { load, receipt } = loaded;
  const { name } = useActor();
  const target = useTarget(settings.target, (chosen) => {
    publishing.forget();
    onChange({ target: chosen });
  });
  // A plan is the same whoever asks; the name belongs to the publish.
  const plan = useQuestion('publish.plan', planInput(load.id, settings, 'nobody yet'), {
    enabled: target.state === 'usable',
    keepLast: true,
  });
  const known = target.state === 'usable' ? plan.data : undefined;
  const rows = known?.rows ?? receipt.clean + receipt.corrected + receipt.waived;
  const heldBack = known?.held_back ?? {
    quarantined: receipt.quarantined,
    excluded: receipt.excluded,
    rejects: receipt.rejects - receipt.repaired_rejects,
  };
  const blockers = known?.blockers ?? foreseenBlockers(loaded, settings);
  return (
    <div className={classes['view']}>
      <div className={classes['scroll']}>
        <h1 className={classes['title']}>What will be written to bronze</h1>
        <SettingsForm load={load} settings={settings} onChange={onChange} target={target} />
        {target.state === 'usable' && plan.error !== null && (
          <ErrorNotice error={plan.error} actions={[{ label: 'Ask again', run: () => void plan.refetch() }]} />
        )}
        <Blockers load={load} blockers={blockers} accepted={settings.accepted} onChange={onChange} />
        <PlanFigures rows={rows} plan={known} partitioned={settings.partitionBy.length > 0} />
        <div className={classes['standing']}>
          <HeldBack load={load} heldBack={heldBack} withQuarantine={settings.withQuarantine} />
          {known !== undefined && <Difference plan={known} changed={load.changed_since_publish} />}
        </div>
        {known !== undefined && known.partitions.length > 0 && (
          <Partitions partitions={known.partitions} partitionBy={settings.partitionBy} />
        )}
      </div>
      {publishing.error !== null && !publishing.busy && (
        <PublishFailure error={publishing.error} target={target} onForget={publishing.forget} />
      )}
      <PublishBar
        act={`Publish ${formatCounted(rows, 'row')}`}
        hindrance={hindrance()}
        publishing={publishing}
        onPublish={() => publishing.begin(planInput(load.id, settings, name))}
      />
    </div>
  );

  function hindrance(): string | null {
    if (target.state === 'none') return 'Choose the bronze folder first.';
    if (target.state === 'refused') {
      return target.forgotten
        ? 'Choose the bronze folder once more.'
        : 'Choose a bronze folder that can be written to.';
    }
    if (plan.error !== null) return 'What would be written is not known.';
    if (known === undefined || plan.isPlaceholderData) return 'Counting what would be written…';
    if (known.blockers.length > 0) return `Blocked for ${formatCounted(known.blockers.length, 'reason')}: see above.`;
    if (known.unchanged_since !== null) return 'Bronze already holds exactly this.';
    return name === '' ? 'Say who signs.' : null;
  }
}
