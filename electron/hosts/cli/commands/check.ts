/** `check`: runs a suite over a load. */
import type { Desk } from '../desk.ts';
import type { Answer } from '../output.ts';
import type { AddCommand } from '../act.ts';
import { receiptWords } from '../receipt-words.ts';
import { validationExit, validationWords } from '../validation-words.ts';
import { examples } from './examples.ts';
import { chooseLoad, loadOption } from './load-choice.ts';
import { nextStep } from './loading.ts';
import { resultFormatOption, type ResultFormatOptions } from './result-format.ts';
import { readSuiteFile } from './suite-file.ts';

interface CheckOptions extends ResultFormatOptions {
  readonly load: string;
  readonly suite?: string;
}

export const addCheck: AddCommand = (parent, act) => {
  parent
    .command('check')
    .description('run a suite over a load and set aside what fails')
    .requiredOption(...loadOption)
    .option('--suite <file>', "a Great Expectations suite; without it the load's own, or the built-in one")
    .addOption(resultFormatOption())
    .addHelpText(
      'after',
      examples(
        'check --load latest',
        'check --load 20261123 --suite suite.json --reason "slashes are allowed from now on" --json',
      ),
    )
    .action(act<CheckOptions>('existing', check));
};

async function check(desk: Desk, options: CheckOptions): Promise<Answer> {
  const { id } = await chooseLoad(desk, options.load);
  const suite = options.suite === undefined ? {} : { suite: (await readSuiteFile(desk, options.suite)).text };
  const format = options.resultFormat === undefined ? {} : { result_format: options.resultFormat };
  const { reason } = desk.settings;
  const checked = await desk.call('check.run', {
    load: id,
    actor: desk.settings.actor(),
    ...suite,
    ...format,
    ...(reason === undefined ? {} : { reason }),
  });
  const { validation, receipt } = checked;
  return {
    json: () => ({ load: checked.load, receipt, validation }),
    words: (paint) =>
      [
        validationWords(validation, paint),
        receiptWords(receipt, checked.load.format, paint),
        ...(receipt.quarantined === 0
          ? []
          : [nextStep('Review', `quarantine families --load ${id}`, desk.settings.namedWorkspace)]),
      ].join('\n'),
    exit: validationExit(validation, receipt.quarantined),
  };
}
