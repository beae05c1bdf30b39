/** Counts beside the grid: how many records every other choice would show. */
import type { Output, ParsedInput } from '../../contract/methods.ts';
import { recordStates } from '../../contract/words.ts';
import type { CallContext } from '../context.ts';
import { storedLoad } from '../intake/load-store.ts';
import { askedRecords } from './current-view.sql.ts';
import { countByPattern, countByStateAndFile, type FacetRow } from './facets.sql.ts';
import { countRejectStates, noRejects, type RejectCounts } from './review-table.sql.ts';
import { refuseBadPatterns } from './select-records.ts';
import { selectionPredicate } from './selection.sql.ts';
import { inSnapshot } from './snapshot.ts';

export async function facets(
  { filter }: ParsedInput<'quarantine.facets'>,
  context: CallContext,
): Promise<Output<'quarantine.facets'>> {
  return inSnapshot(context, async (connection) => {
    const load = await storedLoad(connection, context.workspace, filter.load);
    await refuseBadPatterns(connection, filter);
    const common = selectionPredicate(load, { ...filter, states: undefined, files: undefined });
    const rows = await connection.all<FacetRow>(countByStateAndFile(askedRecords(load, filter.states), common));
    const ofFiles = rows.filter(({ file }) => meant(filter.files, file));
    const ofStates = rows.filter(({ state }) => meant<string>(filter.states, state));
    const [rejects = noRejects] = await connection.all<RejectCounts>(countRejectStates([load.row.id]));
    return {
      states: recordStates.map((state) => ({ state, records: sum(ofFiles.filter((row) => row.state === state)) })),
      files: load.files.map(({ file, path }) => ({
        file,
        path,
        records: sum(ofStates.filter((row) => row.file === file)),
      })),
      rejects: rejects.quarantined,
    };
  });
}

/** As the filter itself takes it: nothing chosen leaves nothing out. */
function meant<T>(chosen: readonly T[] | undefined, value: T): boolean {
  return chosen === undefined || chosen.length === 0 || chosen.includes(value);
}

const sum = (rows: readonly FacetRow[]): number => rows.reduce((total, { records }) => total + records, 0);

export async function patternCounts(
  input: ParsedInput<'quarantine.patterns'>,
  context: CallContext,
): Promise<Output<'quarantine.patterns'>> {
  return inSnapshot(context, async (connection) => {
    const load = await storedLoad(connection, context.workspace, input.filter.load);
    await refuseBadPatterns(connection, input.filter);
    const predicate = selectionPredicate(load, input.filter);
    return connection.all<{ pattern: string | null; records: number }>(
      countByPattern(load, input.column, askedRecords(load, input.filter.states), predicate, input.limit),
    );
  });
}
