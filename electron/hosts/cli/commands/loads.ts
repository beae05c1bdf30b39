/** `loads`: what the workspace holds. */
import type { Load } from '../../../contract/load.ts';
import { exitCodes } from '../exit-codes.ts';
import type { AddCommand } from '../act.ts';
import { neutralise, number, table } from '../text.ts';
import { examples } from './examples.ts';

export const addLoads: AddCommand = (parent, act) => {
  parent
    .command('loads')
    .description('list the loads of the workspace')
    .addHelpText('after', examples('loads', 'loads --jsonl --workspace ./desk'))
    .action(
      act('existing', async (desk) => {
        const loads = await desk.call('load.list', {});
        return {
          json: () => ({ loads }),
          rows: () => loads,
          words: () => (loads.length === 0 ? 'No loads yet. Make one: bronze-desk load FILE' : loadsTable(loads)),
          exit: exitCodes.fine,
        };
      }),
    );
};

function loadsTable(loads: readonly Load[]): string {
  return table(
    ['load', 'loaded at', 'by', 'records', 'quarantined', 'state', 'source'],
    loads.map((load) => [
      load.id,
      load.loaded_at,
      neutralise(load.loaded_by),
      number(load.records),
      number(load.quarantined),
      state(load),
      neutralise(load.source),
    ]),
  );
}

function state(load: Load): string {
  if (load.published_at !== null) return load.changed_since_publish ? 'changed since publish' : 'published';
  if (load.checked_at === null) return 'not checked';
  if (load.could_not_run > 0) return `${number(load.could_not_run)} could not run`;
  return load.stale ? 'checks are stale' : 'checked';
}
