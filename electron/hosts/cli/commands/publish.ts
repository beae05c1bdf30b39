/** `publish`: writes what may leave a load to bronze. */
import type { Output } from '../../../contract/methods.ts';
import type { PublishInput } from '../../../contract/publish.ts';
import type { Desk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import type { AddCommand } from '../act.ts';
import { addObjectStoreOptions } from '../object-store-options.ts';
import { counted, number, table, visible } from '../text.ts';
import { examples } from './examples.ts';
import { chooseLoad, loadOption } from './load-choice.ts';
import { addLayoutOptions, publishedWords, readLayout, type LayoutOptions } from './publish-layout.ts';

interface PublishOptions extends LayoutOptions {
  readonly load: string;
  readonly target: string;
  readonly acceptCouldNotRun?: boolean;
  readonly dryRun?: boolean;
}

type AcceptedInput = Pick<PublishInput, 'accept_could_not_run'>;

export const addPublish: AddCommand = (parent, act) => {
  const command = parent
    .command('publish')
    .description('write the clean, corrected and waived records of a load to bronze')
    .requiredOption(...loadOption)
    .requiredOption('--target <dir>', 'the bronze folder, or s3://BUCKET/PREFIX');
  addObjectStoreOptions(addLayoutOptions(command))
    .option('--accept-could-not-run', 'publish although some expectations could not run; needs --reason')
    .option('--dry-run', 'say what would be written and write nothing')
    .addHelpText(
      'after',
      examples(
        'publish --load latest --target ./bronze',
        'publish --load latest --target ./bronze --partition-by ingest_date,medical_specialty --compression zstd --dry-run',
        'publish --load latest --target s3://bronze/transcriptions --s3-endpoint https://minio.example.org:9000',
        'publish --load latest --target ./bronze --accept-could-not-run --reason "column arrives next month"',
      ),
    )
    .action(act<PublishOptions>('existing', publish));
};

async function publish(desk: Desk, options: PublishOptions): Promise<Answer> {
  const target = desk.offer(options.target);
  const accepted: AcceptedInput =
    options.acceptCouldNotRun === true ? { accept_could_not_run: desk.settings.authorship() } : {};
  const layout = readLayout(options);
  const load = await chooseLoad(desk, options.load);
  const input = { load: load.id, target, actor: desk.settings.actor(), ...layout, ...accepted };
  const held = load.quarantined > 0 ? exitCodes.quarantined : exitCodes.fine;
  if (options.dryRun === true) {
    const plan = await desk.call('publish.plan', input);
    const exit = plan.blockers.length > 0 ? exitCodes.failed : held;
    return { json: () => ({ plan }), words: () => planWords(plan), exit };
  }
  const result = await desk.call('publish.run', input);
  return { json: () => result, words: () => publishedWords(result), exit: held };
}

function planWords(plan: Output<'publish.plan'>): string {
  const { quarantined, excluded, rejects } = plan.held_back;
  const columns = Object.keys(plan.partitions[0]?.values ?? {});
  return [
    `Would write ${counted(plan.rows, 'record')}; held back: ${number(quarantined)} quarantined (${counted(rejects, 'reject')} among them), ${number(excluded)} excluded`,
    table(
      [...columns.map((column) => visible(column, 24)), 'records'],
      plan.partitions.map(({ values, rows }) => [
        ...columns.map((column) => visible(values[column] ?? null, 40)),
        number(rows),
      ]),
    ),
    ...plan.blockers.map((blocker) => `In the way: ${blocker.message}`),
    ...(plan.unchanged_since === null ? [] : [`Exactly this has been published already: ${plan.unchanged_since}`]),
    'Nothing was written.',
  ].join('\n');
}
