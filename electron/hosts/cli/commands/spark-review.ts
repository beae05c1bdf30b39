/** `spark pull` and `spark patch`: a run's quarantine into review, and the decisions back to the next plan. */
import type { AddCommand } from '../act.ts';
import type { Desk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import { receiptWords } from '../receipt-words.ts';
import { number } from '../text.ts';
import { examples } from './examples.ts';
import { chooseLoad, loadOption } from './load-choice.ts';
import { loadHeading, nextStep, shellWord } from './loading.ts';

interface PullOptions {
  readonly quarantine?: string;
}

interface PatchOptions {
  readonly load: string;
  readonly out: string;
}

export const addSparkPull: AddCommand = (parent, act) => {
  parent
    .command('pull')
    .description("bring a run's quarantine into the workspace, as a load for review")
    .argument('<plan>', 'the folder that "spark plan" wrote')
    .option('--quarantine <dir>', 'where the quarantine is on this machine, if not where the run wrote it')
    .addHelpText('after', examples('spark pull spark-plan', 'spark pull spark-plan --quarantine ./copied-from-s3'))
    .action(act<PullOptions>('made', pull));
};

export const addSparkPatch: AddCommand = (parent, act) => {
  parent
    .command('patch')
    .description('write the corrections, waivers and exclusions of a pulled load as a file for the next plan')
    .requiredOption(...loadOption)
    .requiredOption('--out <file>', 'a new Parquet file')
    .addHelpText('after', examples('spark patch --load latest --out patch.parquet'))
    .action(act<PatchOptions>('existing', patch));
};

async function pull(desk: Desk, options: PullOptions, [typed = '']: string[]): Promise<Answer> {
  const folder = desk.offer(typed);
  const { plan } = await desk.call('spark.get', { plan: folder });
  const quarantine = options.quarantine ?? plan.quarantine;
  // An address that is not of this machine is refused by the engine, in words about the run.
  const local = options.quarantine !== undefined || quarantine.startsWith('/');
  const pulled = await desk.call('spark.pull', {
    plan: folder,
    ...(local ? { quarantine: desk.offer(quarantine) } : {}),
    actor: desk.settings.actor(),
  });
  const { load, receipt } = pulled;
  return {
    json: () => pulled,
    words: (paint) =>
      [
        loadHeading(load),
        receiptWords(receipt, load.format, paint),
        nextStep('Review', `quarantine families --load ${load.id}`, desk.settings.namedWorkspace),
        nextStep('Then', `spark patch --load ${load.id} --out patch.parquet`, desk.settings.namedWorkspace),
      ].join('\n'),
    exit: receipt.quarantined > 0 ? exitCodes.quarantined : exitCodes.fine,
  };
}

async function patch(desk: Desk, options: PatchOptions): Promise<Answer> {
  const path = desk.offer(options.out);
  const load = await chooseLoad(desk, options.load);
  const written = await desk.call('spark.patch', { load: load.id, path });
  const { corrected, waived, excluded } = written;
  return {
    json: () => written,
    words: () =>
      [
        `Wrote ${written.path}: ${number(corrected)} corrected, ${number(waived)} waived, ${number(excluded)} excluded`,
        `Plan again with it: bronze-desk spark plan … --patch ${shellWord(options.out)}`,
      ].join('\n'),
    exit: exitCodes.fine,
  };
}
