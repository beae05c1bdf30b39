/** `waive`, `exclude` and `reinstate`: decisions about the chosen records. */
import type { Command } from 'commander';
import type { Desk } from '../desk.ts';
import type { Answer } from '../output.ts';
import type { AddCommand } from '../act.ts';
import { isoDate } from './arguments.ts';
import { examples } from './examples.ts';
import { operationAnswer } from './operation-words.ts';
import { addSelectionOptions, cleanRule, demandCriterion, readSelection, type SelectionOptions } from './selection.ts';

interface DecideOptions extends SelectionOptions {
  readonly dryRun?: boolean;
  readonly until?: string;
}

type Decision = 'review.waive' | 'review.exclude' | 'review.reinstate';

export const addDecisions: AddCommand = (parent, act) => {
  decision(parent.command('waive').description('accept records as they are, with a reason'))
    .option('--until <date>', 'the last day the waiver holds', isoDate)
    .addHelpText(
      'after',
      examples(
        'waive --load latest --family f3a1 --reason "the site has always written it so" --until 2027-06-30',
        'waive --load latest --where "medical_specialty is null" --reason "not recorded before 2005" --dry-run',
      ),
    )
    .action(act<DecideOptions>('existing', (desk, options) => decide(desk, options, 'review.waive')));
  decision(parent.command('exclude').description('keep records or rejects out of bronze, with a reason'))
    .addHelpText(
      'after',
      examples(
        'exclude --record 20261123-0758-k3f9:42 20261123-0758-k3f9:r3 --reason "test patients"',
        'exclude --load latest --where "patient_name*=TEST" --reason "test patients" --dry-run',
      ),
    )
    .action(act<DecideOptions>('existing', (desk, options) => decide(desk, options, 'review.exclude')));
  decision(parent.command('reinstate').description('take back a waiver or an exclusion'))
    .addHelpText(
      'after',
      examples(
        'reinstate --record 20261123-0758-k3f9:42 --reason "not a test patient after all"',
        'reinstate --load latest --state excluded --reason "excluded by mistake"',
      ),
    )
    .action(act<DecideOptions>('existing', (desk, options) => decide(desk, options, 'review.reinstate')));
};

function decision(command: Command): Command {
  return addSelectionOptions(command)
    .option('--dry-run', 'say what would happen and change nothing')
    .addHelpText('after', `\n${cleanRule}`);
}

async function decide(desk: Desk, options: DecideOptions, method: Decision): Promise<Answer> {
  demandCriterion(options);
  const authorship = desk.settings.authorship();
  const selection = await readSelection(desk, options);
  const result = await desk.call(method, {
    selection,
    dry_run: options.dryRun === true,
    ...(options.until === undefined ? {} : { until: options.until }),
    ...authorship,
  });
  return await operationAnswer(desk, result);
}
