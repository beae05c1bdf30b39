/** `suite validate | convert | show`: the suite as a file. */
import { writeFile } from 'node:fs/promises';
import { Option } from 'commander';
import { DeskError } from '../../../contract/errors.ts';
import type { Desk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import type { AddCommand } from '../act.ts';
import { counted, neutralise } from '../text.ts';
import { examples } from './examples.ts';
import { readSuiteFile } from './suite-file.ts';

interface OutOptions {
  readonly out?: string;
}

interface ConvertOptions extends OutOptions {
  readonly to: 'legacy' | '1.x';
}

export const addSuite: AddCommand = (parent, act) => {
  const suite = parent.command('suite').description('Great Expectations suites as files');
  suite
    .command('validate')
    .description('see whether a suite file can be used, and mend what is odd in it')
    .argument('<file>', 'a Great Expectations suite')
    .option('--out <file>', 'where to write the corrected text')
    .addHelpText('after', examples('suite validate suite.json', 'suite validate suite.json --out corrected.json'))
    .action(act<OutOptions>('scratch', validate));
  suite
    .command('convert')
    .description('write a suite the way another generation of Great Expectations wants it')
    .argument('<file>', 'a Great Expectations suite')
    .addOption(new Option('--to <generation>', 'which').choices(['legacy', '1.x']).makeOptionMandatory())
    .option('--out <file>', 'where to write it; without it, it is printed')
    .addHelpText(
      'after',
      examples('suite convert suite.json --to 1.x --out suite-1.x.json', 'suite convert suite.json --to legacy'),
    )
    .action(act<ConvertOptions>('scratch', convert));
  suite
    .command('show')
    .description('print the built-in suite, bronze_validation')
    .addHelpText('after', examples('suite show', 'suite show --json > suite.json'))
    .action(act('scratch', show));
};

async function validate(desk: Desk, options: OutOptions, [file = '']: string[]): Promise<Answer> {
  const { text, parsed } = await readSuiteFile(desk, file, options.out !== undefined);
  const out = options.out === undefined ? undefined : await write(desk.path(options.out), parsed.corrected ?? text);
  return {
    json: () => parsed,
    words: () =>
      [
        `${neutralise(parsed.suite.name)}: ${counted(parsed.suite.expectations.length, 'expectation')}, ${counted(parsed.warnings.length, 'warning')}`,
        ...parsed.sentences.map((sentence) => `  ${neutralise(sentence)}`),
        ...(out === undefined ? [] : [`Wrote ${out}`]),
      ].join('\n'),
    exit: exitCodes.fine,
  };
}

async function convert(desk: Desk, options: ConvertOptions, [file = '']: string[]): Promise<Answer> {
  const { text } = await readSuiteFile(desk, file);
  const converted = await desk.call('suite.convert', { text, generation: options.to });
  const pretty = `${JSON.stringify(converted, null, 2)}\n`;
  const out = options.out === undefined ? undefined : await write(desk.path(options.out), pretty);
  return {
    json: () => converted,
    words: () => (out === undefined ? pretty : `Wrote ${out}`),
    exit: exitCodes.fine,
  };
}

async function show(desk: Desk): Promise<Answer> {
  const suite = await desk.call('suite.builtin', {});
  return { json: () => suite, words: () => JSON.stringify(suite, null, 2), exit: exitCodes.fine };
}

async function write(path: string, text: string): Promise<string> {
  try {
    await writeFile(path, text);
    return path;
  } catch (error) {
    throw new DeskError(
      'TARGET_NOT_WRITABLE',
      `${path} cannot be written. Choose another file with --out.`,
      undefined,
      {
        cause: error,
      },
    );
  }
}
