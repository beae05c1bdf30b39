/** What blocks a publish wherever it goes: said before a folder is chosen, and the same that the plan says then. */
import type { Loaded } from '../../../electron/contract/load.ts';
import type { Blocker } from '../../../electron/contract/publish.ts';
import { formatCounted } from '../../ui/format.ts';
import type { Settings } from './settings.ts';

export function foreseenBlockers({ load, receipt }: Loaded, { accepted }: Settings): Blocker[] {
  return [
    ...(receipt.balanced
      ? []
      : [
          {
            code: 'unbalanced' as const,
            message: 'The receipt does not balance, so records may be missing. Load the file again before publishing.',
          },
        ]),
    ...(load.checked_at === null
      ? [{ code: 'not_checked' as const, message: 'The load has not been checked yet.' }]
      : []),
    ...(load.could_not_run > 0 && accepted === null
      ? [
          {
            code: 'could_not_run' as const,
            message: `${formatCounted(load.could_not_run, 'expectation')} could not run.`,
          },
        ]
      : []),
  ];
}
