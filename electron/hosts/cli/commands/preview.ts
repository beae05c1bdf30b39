/** `preview`: how a source would be read, and why. */
import type { Preview } from '../../../contract/load.ts';
import type { Desk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import type { AddCommand } from '../act.ts';
import { neutralise, size, table, visible } from '../text.ts';
import { wholeNumber } from './arguments.ts';
import { addObjectStoreOptions } from '../object-store-options.ts';
import { examples } from './examples.ts';
import { addSourceOptions, readSource, type SourceOptions } from './source-options.ts';

interface PreviewOptions extends SourceOptions {
  readonly rows?: number;
}

export const addPreview: AddCommand = (parent, act) => {
  const command = parent
    .command('preview')
    .description('show how a source would be read, with the evidence, and its first records')
    .argument('<source...>', 'files, folders or globs; s3://BUCKET/KEY too')
    .option('--rows <count>', 'records to show; 10 unless said otherwise', wholeNumber);
  addObjectStoreOptions(command);
  addSourceOptions(command)
    .addHelpText('after', examples('preview transcriptions.csv', 'preview export.csv --delimiter ";" --rows 3 --json'))
    .action(act<PreviewOptions>('scratch', preview));
};

async function preview(desk: Desk, options: PreviewOptions, sources: string[]): Promise<Answer> {
  const source = readSource(desk, sources, options);
  const previewed = await desk.call('source.preview', { source, rows: options.rows ?? 10 });
  return { json: () => previewed, words: () => previewWords(previewed), exit: exitCodes.fine };
}

function previewWords({ files, columns, rows }: Preview): string {
  const described = files.map((file) =>
    [
      `${neutralise(file.path)}: ${file.format}, ${file.encoding}, ${size(file.bytes)}${file.compression === 'none' ? '' : `, ${file.compression}`}`,
      ...file.evidence.map((sentence) => `  ${sentence}`),
    ].join('\n'),
  );
  const names = columns.map((column) => visible(column.name, 24));
  const renamed = columns.flatMap((column) =>
    column.renamed === undefined
      ? []
      : [`Column ${visible(column.renamed.from)} is called ${visible(column.name)}: ${column.renamed.why}`],
  );
  const shown = rows.map((row) => row.map((value) => visible(value, 24)));
  return [...described, ...renamed, '', table(names, shown)].join('\n');
}
