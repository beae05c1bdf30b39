/** `load`: takes a source in and accounts for every line of it; no checks, nothing published. */
import type { Desk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import type { AddCommand } from '../act.ts';
import { receiptWords } from '../receipt-words.ts';
import { addObjectStoreOptions } from '../object-store-options.ts';
import { examples } from './examples.ts';
import { loadHeading, nextStep, secondsSince, startLoad, type LoadingOptions, type Seconds } from './loading.ts';
import { addSourceOptions, readSource, type SourceOptions } from './source-options.ts';

interface LoadOptions extends SourceOptions, LoadingOptions {}

export const addLoad: AddCommand = (parent, act) => {
  const command = parent
    .command('load')
    .description('take a source into the workspace, without checking it')
    .argument('<source...>', 'files, folders or globs; s3://BUCKET/KEY too')
    .option('--again', 'load although these very bytes were loaded before');
  addObjectStoreOptions(command);
  addSourceOptions(command)
    .addHelpText(
      'after',
      examples(
        'load transcriptions.csv',
        'load export.txt --format csv --delimiter tab --quote none --encoding windows-1252',
      ),
    )
    .action(act<LoadOptions>('made', load));
};

async function load(desk: Desk, options: LoadOptions, sources: string[]): Promise<Answer> {
  const startedAt = performance.now();
  const loaded = await startLoad(desk, readSource(desk, sources, options), options);
  const total = secondsSince(startedAt);
  const seconds: Seconds = { load: total, check: null, publish: null, total };
  const { receipt } = loaded;
  return {
    json: () => ({ ...loaded, validation: null, publish: null, workspace: desk.settings.workspace, seconds }),
    words: (paint) =>
      [
        loadHeading(loaded.load),
        receiptWords(receipt, loaded.load.format, paint),
        nextStep('Check it', `check --load ${loaded.load.id}`, desk.settings.namedWorkspace),
      ].join('\n'),
    exit: receipt.balanced ? (receipt.quarantined > 0 ? exitCodes.quarantined : exitCodes.fine) : exitCodes.failed,
  };
}
