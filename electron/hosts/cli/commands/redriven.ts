/** `redriven`: which records were sent back to their topic, and which may have been. */
import type { AddCommand } from '../act.ts';
import type { Desk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import { neutralise, table } from '../text.ts';
import { positiveNumber } from './arguments.ts';
import { examples } from './examples.ts';
import { chooseLoad, loadOption } from './load-choice.ts';

interface RedrivenOptions {
  readonly load?: string;
  readonly operation?: string;
  readonly limit?: number;
}

export const addRedriven: AddCommand = (parent, act) => {
  parent
    .command('redriven')
    .description('list the records that were sent back to their topic, the newest first')
    .option(...loadOption)
    .option('--operation <id>', 'sent by this redrive')
    .option('--limit <count>', 'records at most', positiveNumber)
    .addHelpText('after', examples('redriven --load latest', 'redriven --operation 20261123-081502-k3f9d --jsonl'))
    .action(act<RedrivenOptions>('existing', redriven));
};

async function redriven(desk: Desk, options: RedrivenOptions): Promise<Answer> {
  const records = await desk.call('stream.redriven', {
    ...(options.load === undefined ? {} : { load: (await chooseLoad(desk, options.load)).id }),
    ...(options.operation === undefined ? {} : { operation: options.operation }),
    ...(options.limit === undefined ? {} : { limit: options.limit }),
  });
  return {
    json: () => ({ records }),
    rows: () => records,
    words: () =>
      records.length === 0
        ? 'Nothing was sent back to a topic.'
        : table(
            ['record', 'state', 'topic', 'partition', 'offset', 'at', 'operation'],
            records.map(({ record_id: record, state, topic, partition, offset, at, operation }) => [
              record,
              state,
              neutralise(topic),
              String(partition),
              offset === null ? '' : String(offset),
              at,
              operation,
            ]),
          ),
    exit: exitCodes.fine,
  };
}
