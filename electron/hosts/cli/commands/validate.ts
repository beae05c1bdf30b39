/** `validate`: runs a suite over a file. Loads nothing and changes nothing, so it needs no workspace. */
import { DeskError } from '../../../contract/errors.ts';
import type { Desk } from '../desk.ts';
import type { Answer } from '../output.ts';
import type { AddCommand } from '../act.ts';
import { validationExit, validationWords } from '../validation-words.ts';
import { addObjectStoreOptions } from '../object-store-options.ts';
import { examples } from './examples.ts';
import { resultFormatOption, type ResultFormatOptions } from './result-format.ts';
import { addSourceOptions, readSource, type SourceOptions } from './source-options.ts';
import { readSuiteFile } from './suite-file.ts';

interface ValidateOptions extends SourceOptions, ResultFormatOptions {
  readonly suite?: string;
  readonly table?: readonly string[];
}

export const addValidate: AddCommand = (parent, act) => {
  const command = parent
    .command('validate')
    .description('run a suite over a file; loads nothing, changes nothing')
    .argument('<file...>', 'files, folders or globs, s3://BUCKET/KEY too; a Parquet file keeps its own types')
    .option('--suite <file>', 'a Great Expectations suite; without it the built-in bronze_validation')
    .option('--table <name=file...>', 'another table the suite speaks of (not supported yet)')
    .addOption(resultFormatOption());
  addObjectStoreOptions(command);
  addSourceOptions(command)
    .addHelpText(
      'after',
      examples(
        'validate transcriptions.csv --suite suite.json',
        'validate part-0.parquet --suite suite.json --result-format COMPLETE --json',
      ),
    )
    .action(act<ValidateOptions>('scratch', validate));
};

async function validate(desk: Desk, options: ValidateOptions, files: string[]): Promise<Answer> {
  if (options.table !== undefined) {
    throw new DeskError(
      'INVALID_INPUT',
      '--table is not supported yet. Leave it out, and validate with a suite that speaks of one table only.',
    );
  }
  const source = readSource(desk, files, options);
  const suite = options.suite === undefined ? {} : { suite: (await readSuiteFile(desk, options.suite)).text };
  const format = options.resultFormat === undefined ? {} : { result_format: options.resultFormat };
  const validation = await desk.call('check.file', { source, ...suite, ...format });
  return {
    json: () => validation,
    words: (paint) => validationWords(validation, paint),
    exit: validationExit(validation, 0),
  };
}
