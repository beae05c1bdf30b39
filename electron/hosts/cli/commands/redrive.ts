/** `redrive`: what left quarantine of a stream's batches goes back to its topic, or on to bronze. */
import { Option } from 'commander';
import { DeskError } from '../../../contract/errors.ts';
import type { RedriveInput, RedriveResult } from '../../../contract/redrive.ts';
import { knownTargets } from '../../known-targets.ts';
import type { AddCommand } from '../act.ts';
import type { Desk } from '../desk.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import { examples } from './examples.ts';
import { addKafkaOptions, readKafkaOptions, type KafkaOptions } from './kafka-options.ts';
import { chooseLoad } from './load-choice.ts';
import { redriveWords } from './redrive-words.ts';
import { addSelectionOptions, readFilter, type SelectionOptions } from './selection.ts';

interface RedriveOptions extends KafkaOptions, SelectionOptions {
  readonly stream?: string;
  readonly group?: string;
  readonly to: RedriveInput['to'];
  readonly target?: string;
  readonly assume?: 'sent' | 'not-sent';
  readonly dryRun?: boolean;
}

export const addRedrive: AddCommand = (parent, act) => {
  const command = parent
    .command('redrive')
    .description("send what left a stream's quarantine back to its topic, or bring it to bronze")
    .option('--stream <topic>', 'every batch taken of this topic')
    .option('--group <group>', 'of these, the ones taken by this consumer group');
  addKafkaOptions(
    addSelectionOptions(command)
      .addOption(new Option('--to <place>', 'where to').choices(['topic', 'bronze']).makeOptionMandatory())
      .option('--target <dir>', 'the bronze folder; may be left out where this workspace has published to one only')
      .addOption(
        new Option(
          '--assume <what>',
          'of messages that an earlier redrive may have sent, where no broker can tell',
        ).choices(['sent', 'not-sent']),
      )
      .option('--dry-run', 'say what would be sent, and send and change nothing'),
  )
    .addHelpText('after', `\n${meaning}`)
    .addHelpText(
      'after',
      examples(
        'redrive --stream dictations --to topic --bootstrap-servers localhost:9092 --reason "specialties mended" --dry-run',
        'redrive --stream dictations --to bronze --target ./bronze --reason "specialties mended"',
        'redrive --load latest --where medical_specialty=Surgery --to topic --bootstrap-servers localhost:9092 --reason "agreed"',
        'redrive --record 20261123-0758-k3f9:42 20261123-0758-k3f9:r3 --to topic --bootstrap-servers broker:9093 \\\n      --tls-ca ca.pem --sasl-mechanism SCRAM-SHA-512 --sasl-username desk --sasl-password-file ./password --reason "agreed"',
      ),
    )
    .action(act<RedriveOptions>('existing', redrive));
};

const meaning = `Meant are records that were corrected, waived, reinstated or made by repairing a reject, and are not in
bronze. Without a criterion: all of them. What is sent to its topic is excluded here, for it comes again as a
message; it is sent once and cannot be undone.`;

async function redrive(desk: Desk, options: RedriveOptions): Promise<Answer> {
  const authorship = desk.settings.authorship();
  const asked = {
    of: await batchesMeant(desk, options),
    filter: readFilter(options),
    dry_run: options.dryRun === true,
    ...assumptionOf(options),
    ...authorship,
  };
  const result = await desk.call(
    'stream.redrive',
    options.to === 'topic'
      ? { ...asked, to: 'topic', connection: await readKafkaOptions(desk, options) }
      : { ...asked, to: 'bronze', target: await targetOf(desk, options.target) },
  );
  if (!result.dry_run) await desk.settle();
  return { json: () => result, words: () => redriveWords(result), exit: exitOf(result, options) };
}

function assumptionOf({ assume }: RedriveOptions): { assume?: 'sent' | 'not sent' } {
  return assume === undefined ? {} : { assume: assume === 'sent' ? 'sent' : 'not sent' };
}

async function batchesMeant(desk: Desk, options: RedriveOptions): Promise<RedriveInput['of']> {
  const { stream: topic, group } = options;
  const typed = options.load ?? options.record?.[0]?.split(':')[0];
  if (topic !== undefined && typed !== undefined) {
    throw new DeskError('INVALID_INPUT', 'Name either a load (or records of one), or with --stream a whole topic.');
  }
  if (topic !== undefined) return { topic, ...(group === undefined ? {} : { group }) };
  if (typed !== undefined) return { load: (await chooseLoad(desk, typed)).id };
  throw new DeskError('INVALID_INPUT', 'Say of what: --load ID, --record ID, or --stream TOPIC for all its batches.');
}

async function targetOf(desk: Desk, typed: string | undefined): Promise<string> {
  if (typed !== undefined) return desk.offer(typed);
  const [only, ...others] = await knownTargets(await desk.open());
  if (only !== undefined && others.length === 0) return desk.offer(only);
  throw new DeskError(
    'INVALID_INPUT',
    only === undefined
      ? 'Nothing was published from this workspace yet, so say where bronze is: --target DIR.'
      : 'This workspace has published to more than one place, so say which is meant: --target DIR.',
  );
}

/** Nothing to do is no failure, unless something was named. */
function exitOf(
  { to, dry_run: dryRun, records, skipped, undecided, settled, publishes }: RedriveResult,
  { record }: RedriveOptions,
): ExitCode {
  if (record !== undefined && records === 0) return exitCodes.failed;
  // In a dry run to the topic nobody has been asked yet.
  const unknown = settled.unknown > 0 && !(dryRun && to === 'topic');
  if (unknown || skipped.length + undecided.length > 0) return exitCodes.failed;
  return publishes.some(({ held_back: why }) => why !== null) ? exitCodes.quarantined : exitCodes.fine;
}
