/** `quarantine list | families | values | show`: looking at what was set aside. */
import { Option, type Command } from 'commander';
import { DeskError } from '../../../contract/errors.ts';
import type { Desk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import type { Act, AddCommand } from '../act.ts';
import { number, table, visible } from '../text.ts';
import { positiveNumber, wholeNumber } from './arguments.ts';
import { examples } from './examples.ts';
import { loadOption } from './load-choice.ts';
import { list, type ListOptions } from './quarantine-list.ts';
import { recordWords } from './record-words.ts';
import { addSelectionOptions, readSelection, type SelectionOptions } from './selection.ts';

interface LimitedOptions extends SelectionOptions {
  readonly limit?: number;
}

export const addQuarantine: AddCommand = (parent, act) => {
  const quarantine = parent.command('quarantine').description('look at the records and rejects that were set aside');
  quarantine
    .command('list')
    .description('list records and rejects; with --jsonl all of them')
    .requiredOption(...loadOption)
    .addOption(
      new Option('--state <state...>', 'in this state; quarantined unless said otherwise').choices([
        'quarantined',
        'corrected',
        'waived',
        'excluded',
        'repaired',
      ]),
    )
    .option(
      '--where <condition...>',
      'col=value, col!=value, col*=text, col~regex, col%=pattern, "col is null", "col is not null"',
    )
    .option('--search <text>', 'some column contains this text')
    .option('--family <id>', 'of this family')
    .option('--expectation <key>', 'failing this expectation')
    .option('--sort <column...>', 'by this column; col:desc for the other way round')
    .option('--offset <count>', 'rows to leave out at the start', wholeNumber)
    .option('--limit <count>', 'rows at most; 100 unless said otherwise', positiveNumber)
    .addHelpText(
      'after',
      examples(
        'quarantine list --load latest',
        'quarantine list --load latest --where "medical_specialty= Surgery" --sort medical_specialty:desc',
        'quarantine list --load latest --jsonl > quarantine.jsonl',
      ),
    )
    .action(act<ListOptions>('existing', list));
  familiesCommand(quarantine, act, 'quarantine families');
  addSelectionOptions(
    quarantine
      .command('values')
      .description('the values of a column, with how many records have each')
      .argument('<column>'),
  )
    .option('--limit <count>', 'values at most', positiveNumber)
    .addHelpText(
      'after',
      examples(
        'quarantine values medical_specialty --load latest',
        'quarantine values age --load latest --state waived --json',
      ),
    )
    .action(act<LimitedOptions>('existing', values));
  quarantine
    .command('show')
    .description('one record whole: its values, findings, source lines and history')
    .argument('<record>', 'a record id such as 20261123-0758-k3f9:42')
    .addHelpText(
      'after',
      examples('quarantine show 20261123-0758-k3f9:42', 'quarantine show 20261123-0758-k3f9:42 --json'),
    )
    .action(act('existing', show));
};

/** `families`, for short: it is where a review begins. */
export const addFamilies: AddCommand = (parent, act) => {
  familiesCommand(parent, act, 'families');
};

function familiesCommand(parent: Command, act: Act, typed: string): void {
  addSelectionOptions(
    parent.command('families').description('failures that one decision can settle, the largest first'),
    'quarantine',
  )
    .option('--limit <count>', 'families at most', positiveNumber)
    .addHelpText('after', examples(`${typed} --load latest`, `${typed} --load latest --search surgery --json`))
    .action(act<LimitedOptions>('existing', families));
}

async function families(desk: Desk, options: LimitedOptions): Promise<Answer> {
  const filter = await readSelection(desk, options);
  const found = await desk.call('quarantine.families', { filter, ...limit(options) });
  return {
    json: () => ({ load: filter.load, ...found }),
    rows: () => found.families,
    words: () =>
      found.families.length === 0
        ? 'No families: nothing here fails.'
        : [
            table(
              ['records', 'family', 'rule', 'value'],
              found.families.map((family) => [
                number(family.records),
                family.family,
                visible(family.sentence, 60),
                family.column === null ? '' : visible(family.value, 40),
              ]),
            ),
            ...(found.total > found.families.length
              ? [`${number(found.total)} families in all; see more with --limit.`]
              : []),
            `Settle one: bronze-desk fix --family ID --load ${filter.load} --set col=value --reason TEXT (or waive, exclude)`,
          ].join('\n'),
    exit: exitCodes.fine,
  };
}

async function values(desk: Desk, options: LimitedOptions, [column = '']: string[]): Promise<Answer> {
  const filter = await readSelection(desk, options);
  const found = await desk.call('quarantine.values', { filter, column, ...limit(options) });
  return {
    json: () => ({ load: filter.load, column, values: found }),
    rows: () => found,
    words: () =>
      table(
        ['records', 'value'],
        found.map(({ value, records }) => [number(records), visible(value)]),
      ),
    exit: exitCodes.fine,
  };
}

async function show(desk: Desk, _options: object, [record = '']: string[]): Promise<Answer> {
  if (/:r\d+$/.test(record)) {
    const [load = ''] = record.split(':');
    throw new DeskError(
      'INVALID_INPUT',
      `${record} is a reject, not a record. See it with bronze-desk quarantine list --load ${load} --json.`,
    );
  }
  const detail = await desk.call('record.get', { record_id: record });
  return { json: () => detail, words: (paint) => recordWords(detail, paint), exit: exitCodes.fine };
}

function limit(options: LimitedOptions): { limit?: number } {
  return options.limit === undefined ? {} : { limit: options.limit };
}
