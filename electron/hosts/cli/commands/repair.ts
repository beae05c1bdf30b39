/** `repair`: gives a reject the text it should have had, and reads it again. */
import { DeskError } from '../../../contract/errors.ts';
import type { Desk } from '../desk.ts';
import type { Answer } from '../output.ts';
import type { AddCommand } from '../act.ts';
import { examples } from './examples.ts';
import { operationAnswer } from './operation-words.ts';
import { readText } from './suite-file.ts';

interface RepairOptions {
  readonly text?: string;
  readonly textFile?: string;
  readonly dryRun?: boolean;
}

export const addRepair: AddCommand = (parent, act) => {
  parent
    .command('repair')
    .description('give a reject the text it should have had, and read it again as a record')
    .argument('<reject>', 'a reject id such as 20261123-0758-k3f9:r3')
    .option('--text <text>', 'the whole repaired text')
    .option('--text-file <file>', 'a file that holds it')
    .option('--dry-run', 'say what would happen and change nothing')
    .addHelpText(
      'after',
      examples(
        `repair 20261123-0758-k3f9:r3 --text '12,Surgery,"a closed quote"' --reason "quote was not closed"`,
        'repair 20261123-0758-k3f9:r3 --text-file repaired.csv --reason "quote was not closed" --dry-run',
      ),
    )
    .action(act<RepairOptions>('existing', repair));
};

async function repair(desk: Desk, options: RepairOptions, [reject = '']: string[]): Promise<Answer> {
  const authorship = desk.settings.authorship();
  const text = await repairedText(desk, options);
  const result = await desk.call('review.repair', { reject, text, dry_run: options.dryRun === true, ...authorship });
  return await operationAnswer(desk, result);
}

async function repairedText(desk: Desk, { text, textFile }: RepairOptions): Promise<string> {
  if (text !== undefined && textFile === undefined) return text;
  if (text === undefined && textFile !== undefined) return await readText(desk.path(textFile), 'text file');
  throw new DeskError('INVALID_INPUT', 'Give the repaired text, either with --text or with --text-file.');
}
