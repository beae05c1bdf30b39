/** What a redrive did, or would do, in words. */
import type { RedriveResult } from '../../../contract/redrive.ts';
import { counted, neutralise, number, table } from '../text.ts';

export function redriveWords(result: RedriveResult): string {
  const {
    to,
    records,
    dry_run: dryRun,
    operation,
    skipped,
    in_bronze: inBronze,
    elsewhere,
    waived,
    undecided,
  } = result;
  return [
    ...settledWords(result),
    records === 0 && result.publishes.length === 0
      ? 'There is nothing to redrive.'
      : to === 'topic'
        ? topicWords(result)
        : bronzeWords(result),
    ...(dryRun && records > 0 ? [sampleTable(result)] : []),
    ...(to === 'topic' && waived > 0
      ? [
          `${counted(waived, 'record')} of these ${waived === 1 ? 'is' : 'are'} waived: a check fails again when they come again.`,
        ]
      : []),
    ...(inBronze > 0 ? [`${counted(inBronze, 'record')} left out: in bronze already.`] : []),
    ...(elsewhere > 0
      ? [
          `${counted(elsewhere, 'batch', 'batches')} left out: taken from another cluster, or from a topic of that name that was deleted.`,
        ]
      : []),
    ...undecided.map(({ load, why }) => `Left as it is: ${load}: ${neutralise(why)}`),
    ...skipped.map(({ record_id: record, why }) => `Left as it is: ${record}: ${neutralise(why)}`),
    ...(dryRun
      ? ['Nothing was sent or changed. Leave --dry-run out to do it.']
      : operation === null
        ? []
        : [`Operation ${operation}. It cannot be undone.`]),
  ].join('\n');
}

function settledWords({ to, dry_run: dryRun, settled: { sent, not_sent: notSent, unknown } }: RedriveResult): string[] {
  if (sent + notSent + unknown === 0) return [];
  if (dryRun && to === 'topic')
    return [
      `${counted(unknown, 'message')} may have been sent by an earlier redrive and ${unknown === 1 ? 'stays' : 'stay'} excluded: before anything else is sent they are looked up in the topic, and what is not there would be sent with the others.`,
    ];
  return [
    ...(sent + notSent === 0
      ? []
      : [
          `Left open by an earlier redrive: ${counted(sent, 'message')} sent, ${number(notSent)} not sent and here again`,
        ]),
    ...(unknown === 0
      ? []
      : [
          to === 'topic'
            ? `Of ${counted(unknown, 'message')} of an earlier redrive this broker cannot tell: it has deleted what was written then, or they went to another cluster, or to a topic that was deleted. They stay excluded until you say so, with --assume sent or --assume not-sent; of another cluster, with --to bronze.`
            : `${counted(unknown, 'record')} may have been sent to the topic by an earlier redrive and ${unknown === 1 ? 'stays' : 'stay'} excluded: "redrive --to topic" finds out there. Where that topic is gone, say so: --assume sent or --assume not-sent.`,
        ]),
  ];
}

function topicWords({ dry_run: dryRun, records, loads, partitions }: RedriveResult): string {
  const topic = neutralise(partitions[0]?.topic ?? '');
  const where = partitions.map(({ partition, messages, first_offset: first, last_offset: last }) => {
    const offsets = first === null || last === null ? '' : ` at ${first === last ? first : `${first}–${last}`}`;
    return `  partition ${partition}: ${counted(messages, 'message')}${offsets}`;
  });
  return [
    `${dryRun ? 'Would send' : 'Sent'} ${counted(records, 'record')} of ${counted(loads, 'load')} back to ${topic}`,
    ...where,
  ].join('\n');
}

function bronzeWords({ dry_run: dryRun, records, publishes }: RedriveResult): string {
  const done = publishes.filter(({ path }) => path !== null);
  const held = publishes.filter(({ held_back: why }) => why !== null);
  if (dryRun)
    return records === 0
      ? `Would publish ${counted(publishes.length, 'load')} again, of which bronze holds records as they were before a change`
      : `Would bring ${counted(records, 'record')} to bronze by publishing ${counted(publishes.length, 'load')} again`;
  return [
    `Published ${counted(done.length, 'load')} again`,
    ...done.map(
      ({ load, path, rows, superseded }) =>
        `  ${load}: ${counted(rows, 'record')} in ${path ?? ''}${superseded === null ? '' : `, superseding ${superseded}`}`,
    ),
    ...held.map(({ load, held_back: why }) => `Held back: ${load}: ${neutralise(why ?? '')}`),
  ].join('\n');
}

const sampleTable = ({ sample, records }: RedriveResult): string =>
  [
    table(
      ['record', 'state', 'from partition', 'offset'],
      sample.map(({ record_id: record, state, partition, offset }) => [
        record,
        state,
        String(partition),
        String(offset),
      ]),
    ),
    ...(records > sample.length ? [`… and ${number(records - sample.length)} more`] : []),
  ].join('\n');
