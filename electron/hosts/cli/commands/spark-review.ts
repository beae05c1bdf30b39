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
import { addTargetOptions, offerRun, type TargetOptions } from './spark-target.ts';

interface PatchOptions {
  readonly load: string;
  readonly out: string;
}

export const addSparkPull: AddCommand = (parent, act) => {
  const command = parent
    .command('pull')
    .description('bring the quarantine and the rejects of a run into the workspace, as a load for review')
    .argument('<plan>', 'the folder that "spark plan" wrote');
  addTargetOptions(command)
    .addHelpText('after', examples('spark pull spark-plan', 'spark pull spark-plan --target ./copied-bronze'))
    .action(act<TargetOptions>('made', pull));
};

export const addSparkPatch: AddCommand = (parent, act) => {
  parent
    .command('patch')
    .description('write what was decided about a pulled load as a file for the next plan; the audit trail tells of it')
    .requiredOption(...loadOption)
    .requiredOption('--out <file>', 'a new Parquet file')
    .addHelpText('after', examples('spark patch --load latest --out patch.parquet --reason "for the second run"'))
    .action(act<PatchOptions>('existing', patch));
};

async function pull(desk: Desk, options: TargetOptions, [typed = '']: string[]): Promise<Answer> {
  const run = await offerRun(desk, desk.offer(typed), options);
  const { reason } = desk.settings;
  const pulled = await desk.call('spark.pull', {
    ...run,
    actor: desk.settings.actor(),
    ...(reason === undefined ? {} : { reason }),
  });
  const { load, receipt, fresh, reviewed_in: reviewedIn } = pulled;
  const others = fresh === 0 ? reviewedIn.slice(1) : reviewedIn;
  return {
    json: () => pulled,
    words: (paint) =>
      [
        ...(fresh === 0
          ? ['All that the run held back is in review already, checked anew by the rules of the run:']
          : []),
        loadHeading(load),
        receiptWords(receipt, load.format, paint),
        nextStep('Review', `quarantine families --load ${load.id}`, desk.settings.namedWorkspace),
        nextStep(
          'Then',
          `spark patch --load ${load.id} --out patch.parquet --reason TEXT`,
          desk.settings.namedWorkspace,
        ),
        ...others.map(
          (other) =>
            `In review already, checked anew by the rules of the run: ${other}. Write the patch of each load into one folder, and name that folder for the next plan.`,
        ),
      ].join('\n'),
    exit: receipt.quarantined > 0 ? exitCodes.quarantined : exitCodes.fine,
  };
}

async function patch(desk: Desk, options: PatchOptions): Promise<Answer> {
  const authorship = desk.settings.authorship();
  const path = desk.offer(options.out);
  const load = await chooseLoad(desk, options.load);
  const written = await desk.call('spark.patch', { load: load.id, path, ...authorship });
  const { corrected, waived, excluded, repaired } = written;
  return {
    json: () => written,
    words: () =>
      [
        `Wrote ${written.path}: ${number(corrected)} corrected, ${number(waived)} waived, ${number(excluded)} excluded, ${number(repaired)} repaired`,
        `Plan again with it: bronze-desk spark plan … --patch ${shellWord(options.out)} --supersedes PLAN`,
      ].join('\n'),
    exit: exitCodes.fine,
  };
}
