/** Which records a command is about, as options; the same for looking at them and for changing them. */
import { Option, type Command } from 'commander';
import { DeskError } from '../../../contract/errors.ts';
import type { RecordFilter } from '../../../contract/record.ts';
import { recordStates, type RecordState } from '../../../contract/words.ts';
import type { Desk } from '../desk.ts';
import { parseWhere } from '../where.ts';
import { chooseLoad, loadOption } from './load-choice.ts';

export interface SelectionOptions {
  readonly load?: string;
  readonly state?: readonly RecordState[];
  readonly where?: readonly string[];
  readonly search?: string;
  readonly family?: string;
  readonly expectation?: string;
  readonly record?: readonly string[];
}

export const cleanRule = 'Clean records are only meant when --state clean or --record is given.';

/** `quarantine`: for looking at what was set aside, where no clean record is. */
export function addSelectionOptions(command: Command, of: 'load' | 'quarantine' = 'load'): Command {
  const states = of === 'load' ? recordStates : recordStates.filter((state) => state !== 'clean');
  return command
    .option(...loadOption)
    .addOption(new Option('--state <state...>', 'in this state').choices(states))
    .option(
      '--where <condition...>',
      'col=value, col!=value, col*=text, col~regex, col%=pattern, "col is null", "col is not null"',
    )
    .option('--search <text>', 'some column contains this text')
    .option('--family <id>', 'of this family (see bronze-desk families)')
    .option('--expectation <key>', 'failing this expectation')
    .option('--record <id...>', 'these records');
}

/** The load may be left out where records are named: their ids begin with it. */
export async function readSelection(desk: Desk, options: SelectionOptions): Promise<RecordFilter> {
  const typed = options.load ?? options.record?.[0]?.split(':')[0];
  if (typed === undefined) throw new DeskError('INVALID_INPUT', 'Say which load: --load ID, or --load latest.');
  const { id } = await chooseLoad(desk, typed);
  return { load: id, ...readFilter(options) };
}

/** The part of a selection that does not say of which load. */
export function readFilter(options: SelectionOptions): Omit<RecordFilter, 'load'> {
  const where = options.where?.map(parseWhere);
  return {
    ...(options.state === undefined ? {} : { states: [...options.state] }),
    ...(where === undefined ? {} : { where }),
    ...(options.search === undefined ? {} : { search: options.search }),
    ...(options.family === undefined ? {} : { family: options.family }),
    ...(options.expectation === undefined ? {} : { expectation: options.expectation }),
    ...(options.record === undefined ? {} : { record_ids: [...options.record] }),
  };
}

/** For changes: refuses before the engine is even opened when nothing narrows the load down. */
export function demandCriterion(options: SelectionOptions): void {
  const { state, where, search, family, expectation, record } = options;
  if ([state, where, search, family, expectation, record].every((criterion) => criterion === undefined)) {
    throw new DeskError(
      'INVALID_INPUT',
      'Say which records: --where, --family, --record, --expectation, --state or --search.',
    );
  }
}
