/** `audit list | export | verify`: the trail. */
import { Option } from 'commander';
import type { AuditEvent, AuditVerdict } from '../../../contract/audit.ts';
import type { Desk } from '../desk.ts';
import { DeskError } from '../../../contract/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import type { AddCommand } from '../act.ts';
import { counted, neutralise, number, table, visible } from '../text.ts';
import { positiveNumber } from './arguments.ts';
import { examples } from './examples.ts';
import { chooseLoad, loadOption } from './load-choice.ts';

interface ListOptions {
  readonly load?: string;
  readonly record?: string;
  readonly operation?: string;
  readonly by?: string;
  readonly action?: string;
  readonly limit?: number;
}

interface ExportOptions {
  readonly format?: 'jsonl' | 'csv';
  readonly force?: boolean;
}

interface VerifyOptions {
  readonly head?: string;
  readonly events?: number;
}

const pageSize = 1_000;
const firstPage = 100;

export const addAudit: AddCommand = (parent, act) => {
  const audit = parent.command('audit').description('the append-only trail of everything that was done');
  audit
    .command('list')
    .description('list its events, the newest first; with --jsonl all of them')
    .option(...loadOption)
    .option('--record <id>', 'of this record')
    .option('--operation <id>', 'of this operation')
    .option('--by <actor>', 'by this person')
    .option('--action <action>', 'of this kind')
    .option('--limit <count>', 'events at most; 100 unless said otherwise', positiveNumber)
    .addHelpText('after', examples('audit list --load latest', 'audit list --by "A. Reviewer" --jsonl'))
    .action(act<ListOptions>('existing', list));
  audit
    .command('export')
    .description('write the whole trail to a file that can be verified without Bronze Desk')
    .argument('<file>', 'the file to write')
    .addOption(new Option('--format <format>', 'jsonl unless the name ends in .csv').choices(['jsonl', 'csv']))
    .option('--force', 'overwrite the file when it is there already')
    .addHelpText('after', examples('audit export trail.jsonl', 'audit export trail.csv --format csv'))
    .action(act<ExportOptions>('existing', exportTrail));
  audit
    .command('verify')
    .description("check the chain of hashes of an exported file, or of the workspace's own trail")
    .argument('[file]', 'an exported JSON-lines file')
    .option('--head <hash>', "a hash noted elsewhere, such as a manifest's audit_head; with --events")
    .option('--events <number>', "the number of the event that must have it: a manifest's audit_events", positiveNumber)
    .addHelpText(
      'after',
      examples(
        'audit verify',
        'audit verify trail.jsonl --json',
        'audit verify trail.jsonl --events 5 --head 4f0c…e1   (both from a _manifest.json)',
      ),
    )
    // An exported file is verified wherever it is; only the workspace's own trail needs the workspace.
    .action(function (this: typeof audit) {
      return act<VerifyOptions>(this.args.length === 0 ? 'existing' : 'scratch', verify).call(this);
    });
};

async function list(desk: Desk, options: ListOptions): Promise<Answer> {
  const filter = {
    ...(options.load === undefined ? {} : { load: (await chooseLoad(desk, options.load)).id }),
    ...(options.record === undefined ? {} : { record: options.record }),
    ...(options.operation === undefined ? {} : { operation: options.operation }),
    ...(options.by === undefined ? {} : { actor: options.by }),
    ...(options.action === undefined ? {} : { action: options.action }),
  };
  const all = desk.printer.format === 'jsonl' ? Number.POSITIVE_INFINITY : firstPage;
  const events = () => walk(desk, filter, options.limit ?? all);
  return {
    json: async () => ({ events: await gather(events()) }),
    rows: events,
    words: async () => eventsTable(await gather(events())),
    exit: exitCodes.fine,
  };
}

async function* walk(desk: Desk, filter: object, most: number): AsyncGenerator<AuditEvent> {
  let before: { before?: number } = {};
  for (let given = 0; given < most;) {
    const events = await desk.call('audit.list', { filter, ...before, limit: Math.min(pageSize, most - given) });
    const oldest = events.at(-1);
    if (oldest === undefined) return;
    yield* events;
    given += events.length;
    before = { before: oldest.seq };
  }
}

async function gather<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const gathered: T[] = [];
  for await (const row of rows) gathered.push(row);
  return gathered;
}

function eventsTable(events: readonly AuditEvent[]): string {
  if (events.length === 0) return 'Nothing here.';
  return table(
    ['seq', 'at', 'by', 'action', 'record', 'change', 'reason'],
    events.map((event) => [
      String(event.seq),
      event.at,
      neutralise(event.actor),
      event.action,
      event.record ?? event.load ?? '',
      changeWords(event),
      neutralise(event.reason ?? ''),
    ]),
  );
}

function changeWords({ action, column, old, new: now }: AuditEvent): string {
  if (column !== null) return `${visible(column, 24)}: ${visible(old, 24)} → ${visible(now, 24)}`;
  return action === 'publish' ? neutralise(now ?? '') : '';
}

async function exportTrail(desk: Desk, options: ExportOptions, [file = '']: string[]): Promise<Answer> {
  const path = desk.offer(file);
  const format = options.format ?? (path.toLowerCase().endsWith('.csv') ? 'csv' : 'jsonl');
  const exported = await desk.call('audit.export', { path, format, overwrite: options.force === true });
  return {
    json: () => exported,
    words: () => `Wrote ${counted(exported.events, 'event')} to ${exported.path}\nHead: ${exported.head}`,
    exit: exitCodes.fine,
  };
}

async function verify(desk: Desk, options: VerifyOptions, [file]: string[]): Promise<Answer> {
  const { head: noted, events: at } = options;
  if ((noted === undefined) !== (at === undefined)) {
    throw new DeskError('INVALID_INPUT', 'Give --head and --events together: event number N must have that hash.');
  }
  const verdict = await desk.call('audit.verify', {
    ...(file === undefined ? {} : { file: desk.offer(file) }),
    ...(noted === undefined ? {} : { head: noted }),
    ...(at === undefined ? {} : { events: at }),
  });
  const { ok, events, head, first_bad: bad, manifests } = verdict;
  return {
    json: () => verdict,
    words: (paint) =>
      ok
        ? [
            `${paint.green('✓')} ${counted(events, 'event')}, every hash holds`,
            `Head: ${head}`,
            ...(manifests === undefined ? [] : manifestWords(manifests)),
            ...(at === undefined ? [] : [`Event ${number(at)} has the hash you gave.`]),
            ...(file === undefined ? [] : [endWords(at)]),
          ].join('\n')
        : `${paint.red('✗')} The trail was changed${bad === null ? '.' : `. ${neutralise(bad.why)}`}`,
    exit: ok ? exitCodes.fine : exitCodes.failed,
  };
}

function manifestWords({ compared, unread }: NonNullable<AuditVerdict['manifests']>): string[] {
  return [
    ...(compared === 0 ? [] : [`It agrees with ${counted(compared, 'manifest')} in bronze.`]),
    ...(unread === 0
      ? []
      : [
          `${counted(unread, 'manifest')} could not be read: moved, or away just now. Verify again once they are back.`,
        ]),
  ];
}

/** A chain says nothing of what once followed its last event. */
function endWords(anchored: number | undefined): string {
  return anchored === undefined
    ? "A file alone cannot prove that its end was not cut off. Hold it against a head noted elsewhere, such as a manifest's audit_head and audit_events: --head HASH --events N"
    : `What came after event ${number(anchored)} could have been cut off: a file alone cannot prove its end.`;
}
