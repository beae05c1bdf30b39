/**
 * `quarantine list`: records first, then rejects, as one list. The engine gives both in windows; `--jsonl` walks them
 * all, a thousand at a time, so that memory stays level however long the list is.
 */
import { DeskError } from '../../../contract/errors.ts';
import type { RecordFilter } from '../../../contract/record.ts';
import type { DeskRecord, Reject } from '../../../contract/record.ts';
import { recordStateSchema } from '../../../contract/words.ts';
import type { Desk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import { readQuoted } from '../quoted-column.ts';
import { number, table, visible } from '../text.ts';
import { readSelection } from './selection.ts';

export interface ListOptions {
  readonly load: string;
  readonly state?: readonly ListState[];
  readonly where?: readonly string[];
  readonly search?: string;
  readonly family?: string;
  readonly expectation?: string;
  readonly sort?: readonly string[];
  readonly offset?: number;
  readonly limit?: number;
}

type ListState = DeskRecord['state'] | Reject['state'];
type RejectState = Reject['state'];

interface Query {
  readonly filter: RecordFilter;
  readonly sort: { column: string; direction: 'asc' | 'desc' }[];
  /** Null where the list speaks of columns, which a reject does not have. */
  readonly rejectStates: RejectState[] | null;
}

interface Page {
  readonly total: number;
  readonly rows: (DeskRecord | Reject)[];
}

const rejectStates: readonly RejectState[] = ['quarantined', 'excluded', 'repaired'];
const pageSize = 1_000;
const firstPage = 100;

export async function list(desk: Desk, options: ListOptions): Promise<Answer> {
  const query = await readQuery(desk, options);
  const offset = options.offset ?? 0;
  const most = options.limit ?? (desk.printer.format === 'jsonl' ? Number.POSITIVE_INFINITY : firstPage);
  if (desk.printer.format === 'jsonl') {
    return { json: () => null, rows: () => walk(desk, query, offset, most), words: () => '', exit: exitCodes.fine };
  }
  const page = await gather(desk, query, offset, most);
  return {
    json: () => ({ load: query.filter.load, offset, ...page }),
    words: () => listWords(page, offset),
    exit: exitCodes.fine,
  };
}

export function parseSort(text: string): Query['sort'][number] {
  const quoted = readQuoted(text);
  const [, bare = '', way] = /^(.*?)(?::(asc|desc))?$/s.exec(quoted?.rest ?? text) ?? [];
  if (quoted !== undefined && bare !== '') {
    throw new DeskError('INVALID_INPUT', `--sort takes a column, or column:desc, not ${JSON.stringify(text)}.`);
  }
  return { column: quoted?.column ?? bare, direction: way === 'desc' ? 'desc' : 'asc' };
}

async function readQuery(desk: Desk, options: ListOptions): Promise<Query> {
  const { state: typedStates = ['quarantined'], ...rest } = options;
  const sort = (options.sort ?? []).map(parseSort);
  const states = typedStates.filter((state) => recordStateSchema.safeParse(state).success) as DeskRecord['state'][];
  const ofColumns = [rest.where, rest.search, rest.family, rest.expectation].some(
    (criterion) => criterion !== undefined,
  );
  return {
    filter: await readSelection(desk, { ...rest, state: states }),
    sort,
    rejectStates: ofColumns ? null : rejectStates.filter((state) => typedStates.includes(state)),
  };
}

async function* walk(desk: Desk, query: Query, offset: number, most: number): AsyncGenerator<DeskRecord | Reject> {
  for (let given = 0; given < most;) {
    const { rows } = await window(desk, query, offset + given, Math.min(pageSize, most - given));
    if (rows.length === 0) return;
    yield* rows;
    given += rows.length;
  }
}

/** More rows than one window holds are gathered window by window. */
async function gather(desk: Desk, query: Query, offset: number, most: number): Promise<Page> {
  const rows: Page['rows'] = [];
  for (;;) {
    const page = await window(desk, query, offset + rows.length, Math.min(pageSize, most - rows.length));
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= most) return { total: page.total, rows };
  }
}

/** A window over records and rejects together. */
async function window(desk: Desk, query: Query, offset: number, limit: number): Promise<Page> {
  const { filter, sort } = query;
  // A list of rejects alone ("repaired") must not become a list of every record.
  const records =
    filter.states?.length === 0
      ? { total: 0, rows: [] }
      : await desk.call('quarantine.window', { filter, sort, offset, limit });
  if (query.rejectStates === null || query.rejectStates.length === 0) return records;
  const wanted = limit - records.rows.length;
  const rejects = await desk.call('quarantine.rejects', {
    load: filter.load,
    states: query.rejectStates,
    offset: Math.max(0, offset - records.total),
    limit: Math.max(1, wanted),
  });
  return {
    total: records.total + rejects.total,
    rows: [...records.rows, ...rejects.rows.slice(0, wanted)],
  };
}

function listWords({ total, rows }: Page, offset: number): string {
  if (rows.length === 0)
    return total === 0 ? 'Nothing here.' : `Nothing from row ${number(offset + 1)} on; there are ${number(total)}.`;
  const last = offset + rows.length;
  return [
    table(
      ['record', 'line', 'state', 'what'],
      rows.map((row) => [row.record_id, number(row.source_line), row.state, what(row)]),
    ),
    `${number(offset + 1)} to ${number(last)} of ${number(total)}${last < total ? '; more with --offset and --limit, all with --jsonl' : ''}`,
  ].join('\n');
}

function what(row: DeskRecord | Reject): string {
  if (row.kind === 'reject') return `reject: ${visible(row.reason, 60)}: ${visible(row.raw, 40)}`;
  // Why it was corrected or excluded is in its history, which quarantine show has.
  if (row.findings.length === 0) return '–';
  return row.findings
    .map(({ sentence, column, value }) =>
      column === null ? visible(sentence) : `${visible(sentence)}: ${visible(value, 40)}`,
    )
    .join('; ');
}
