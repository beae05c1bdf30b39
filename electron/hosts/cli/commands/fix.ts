/** `fix`: sets columns of the chosen records, as one operation. */
import type { Desk } from '../desk.ts';
import type { Answer } from '../output.ts';
import type { AddCommand } from '../act.ts';
import { parseAssignments } from '../assignments.ts';
import { examples } from './examples.ts';
import { operationAnswer } from './operation-words.ts';
import { addSelectionOptions, cleanRule, demandCriterion, readSelection, type SelectionOptions } from './selection.ts';

interface FixOptions extends SelectionOptions {
  readonly set?: readonly string[];
  readonly setNull?: readonly string[];
  readonly dryRun?: boolean;
}

export const addFix: AddCommand = (parent, act) => {
  addSelectionOptions(
    parent.command('fix').description('set columns of the chosen records; one operation, undone as one'),
  )
    .option('--set <col=value...>', 'the value is everything after the first =, spaces and all')
    .option('--set-null <column...>', 'make the cell null')
    .option('--dry-run', 'say what would happen and change nothing')
    .addHelpText('after', `\n${cleanRule}`)
    .addHelpText(
      'after',
      examples(
        'fix --load latest --where "medical_specialty= Surgery" --set medical_specialty=Surgery --reason "leading space" --dry-run',
        'fix --load latest --family f3a1 --set "medical_specialty=Allergy and Immunology" --reason "agreed with Dr Ito"',
        'fix --record 20261123-0758-k3f9:42 --set-null age --reason "illegible in the source" --actor "A. Reviewer"',
      ),
    )
    .action(act<FixOptions>('existing', fix));
};

async function fix(desk: Desk, options: FixOptions): Promise<Answer> {
  demandCriterion(options);
  const set = parseAssignments(options.set ?? [], options.setNull ?? []);
  const authorship = desk.settings.authorship();
  const selection = await readSelection(desk, options);
  const result = await desk.call('review.correct', {
    selection,
    set,
    dry_run: options.dryRun === true,
    ...authorship,
  });
  return await operationAnswer(desk, result);
}
