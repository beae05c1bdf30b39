/** `history` and `undo`: what people did, and taking one act of it back. */
import type { Desk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import type { AddCommand } from '../act.ts';
import { neutralise, number, table } from '../text.ts';
import { positiveNumber } from './arguments.ts';
import { examples } from './examples.ts';
import { chooseLoad, loadOption } from './load-choice.ts';
import { operationAnswer } from './operation-words.ts';

interface HistoryOptions {
  readonly load?: string;
  readonly limit?: number;
}

interface UndoOptions {
  readonly dryRun?: boolean;
}

export const addHistory: AddCommand = (parent, act) => {
  parent
    .command('history')
    .description('list the operations, the newest first')
    .option(...loadOption)
    .option('--limit <count>', 'operations at most', positiveNumber)
    .addHelpText('after', examples('history --load latest', 'history --jsonl'))
    .action(act<HistoryOptions>('existing', history));
  parent
    .command('undo')
    .description('take back one operation, however many records it changed')
    .argument('<operation>', 'its id, as history lists it')
    .option('--dry-run', 'say what would happen and change nothing')
    .addHelpText(
      'after',
      examples('undo op-20261123-1f --reason "wrong column" --dry-run', 'undo op-20261123-1f --reason "wrong column"'),
    )
    .action(act<UndoOptions>('existing', undo));
};

async function history(desk: Desk, options: HistoryOptions): Promise<Answer> {
  const load = options.load === undefined ? {} : { load: (await chooseLoad(desk, options.load)).id };
  const operations = await desk.call('review.history', {
    ...load,
    ...(options.limit === undefined ? {} : { limit: options.limit }),
  });
  return {
    json: () => ({ operations }),
    rows: () => operations,
    words: () =>
      operations.length === 0
        ? 'No operations yet.'
        : table(
            ['operation', 'at', 'by', 'did', 'records', 'undone by', 'reason'],
            operations.map((operation) => [
              operation.operation,
              operation.at,
              neutralise(operation.actor),
              operation.kind,
              number(operation.records),
              operation.undone_by ?? '',
              neutralise(operation.reason),
            ]),
          ),
    exit: exitCodes.fine,
  };
}

async function undo(desk: Desk, options: UndoOptions, [operation = '']: string[]): Promise<Answer> {
  const authorship = desk.settings.authorship();
  const result = await desk.call('review.undo', { operation, dry_run: options.dryRun === true, ...authorship });
  return await operationAnswer(desk, result);
}
