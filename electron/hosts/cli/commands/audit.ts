/** `audit list | export | verify`: the trail. */
import { Option } from 'commander';
import type { AuditEvent } from '../../../contract/audit.ts';
import type { Desk } from '../desk.ts';
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
    .addHelpText('after', examples('audit export trail.jsonl', 'audit export trail.csv --format csv'))
    .action(act<ExportOptions>('existing', exportTrail));
  audit
    .command('verify')
    .description("check the chain of hashes of an exported file, or of the workspace's own trail")
    .argument('[file]', 'an exported JSON-lines file')
    .addHelpText('after', examples('audit verify', 'audit verify trail.jsonl --json'))
    // An exported file is verified wherever it is; only the workspace's own trail needs the workspace.
    .action(function (this: typeof audit) {
      return act(this.args.length === 0 ? 'existing' : 'scratch', verify).call(this);
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
  return table(
    ['seq', 'at', 'by', 'action', 'record', 'change', 'reason'],
    events.map((event) => [
      String(event.seq),
      event.at,
      neutralise(event.actor),
      event.action,
      event.record ?? event.load ?? '',
      event.column === null
        ? ''
        : `${visible(event.column, 24)}: ${visible(event.old, 24)} → ${visible(event.new, 24)}`,
      neutralise(event.reason ?? ''),
    ]),
  );
}

async function exportTrail(desk: Desk, options: ExportOptions, [file = '']: string[]): Promise<Answer> {
  const path = desk.offer(file);
  const format = options.format ?? (path.toLowerCase().endsWith('.csv') ? 'csv' : 'jsonl');
  const exported = await desk.call('audit.export', { path, format });
  return {
    json: () => exported,
    words: () => `Wrote ${counted(exported.events, 'event')} to ${exported.path}\nHead: ${exported.head}`,
    exit: exitCodes.fine,
  };
}

async function verify(desk: Desk, _options: object, [file]: string[]): Promise<Answer> {
  const verdict = await desk.call('audit.verify', file === undefined ? {} : { file: desk.offer(file) });
  const { ok, events, head, first_bad: bad } = verdict;
  return {
    json: () => verdict,
    words: (paint) =>
      ok
        ? `${paint.green('✓')} ${counted(events, 'event')}, every hash holds\nHead: ${head}`
        : `${paint.red('✗')} The trail was changed${bad === null ? '' : ` at event ${number(bad.seq)}: ${neutralise(bad.why)}`}`,
    exit: ok ? exitCodes.fine : exitCodes.failed,
  };
}
