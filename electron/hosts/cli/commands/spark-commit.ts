/** `spark commit`: makes a publish of what a run wrote, wherever it ran. */
import type { Command } from 'commander';
import type { Output } from '../../../contract/methods.ts';
import type { AddCommand } from '../act.ts';
import type { Desk } from '../desk.ts';
import type { Answer } from '../output.ts';
import { counted, number } from '../text.ts';
import { validationExit, validationWords } from '../validation-words.ts';
import { examples } from './examples.ts';
import { shellWord } from './loading.ts';
import { publishedWords } from './publish-layout.ts';
import { addTargetOptions, offerRun, type TargetOptions } from './spark-target.ts';

export interface CommitOptions extends TargetOptions {
  readonly acceptCouldNotRun?: boolean;
}

type Committed = Output<'spark.commit'>;
type Counts = Committed['counts'];

export const addSparkCommit: AddCommand = (parent, act) => {
  const command = parent
    .command('commit')
    .description('read back what a run wrote and put its manifest there: with it the publish exists')
    .argument('<plan>', 'the folder that "spark plan" wrote');
  addCommitOptions(command)
    .addHelpText('after', examples('spark commit spark-plan', 'spark commit spark-plan --target /mnt/hdfs/lake/bronze'))
    .action(
      act<CommitOptions>('made', async (desk, options, [typed = '']: string[]) => {
        const folder = desk.offer(typed);
        return answerOf(await commit(desk, folder, options), typed);
      }),
    );
};

export const addCommitOptions = (command: Command): Command =>
  addTargetOptions(command).option(
    '--accept-could-not-run',
    'publish although some expectations could not run; needs --reason',
  );

/** `folder` has been offered. */
export async function commit(desk: Desk, folder: string, options: CommitOptions): Promise<Committed> {
  return await desk.call('spark.commit', {
    ...(await offerRun(desk, folder, options)),
    ...(options.acceptCouldNotRun === true ? { accept_could_not_run: desk.settings.authorship() } : {}),
    actor: desk.settings.actor(),
  });
}

function answerOf(committed: Committed, typed: string): Answer {
  const { validation, counts } = committed;
  return {
    json: () => committed,
    words: (paint) =>
      [
        countWords(counts),
        '',
        validationWords(validation, paint),
        '',
        publishedWords(committed),
        ...reviewWords(counts, typed),
      ].join('\n'),
    exit: validationExit(validation, counts.quarantined),
  };
}

export const reviewWords = ({ quarantined }: Counts, typed: string): string[] =>
  quarantined === 0 ? [] : [`Review: bronze-desk spark pull ${shellWord(typed)}`];

export function countWords(counts: Counts): string {
  const states = (['clean', 'corrected', 'waived', 'excluded', 'quarantined'] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `${number(counts[state])} ${state}`);
  return `${counted(counts.records, 'record')}, ${counted(counts.rejects, 'reject')}: ${states.join(', ') || 'none'}`;
}
