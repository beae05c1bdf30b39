/** How a source is to be read, for every command that reads one. */
import { Option, type Command } from 'commander';
import { DeskError } from '../../../contract/errors.ts';
import { encodingSchema, sourceFormatSchema, type Dialect, type Source } from '../../../contract/load.ts';
import type { Desk } from '../desk.ts';
import { wholeNumber } from './arguments.ts';

export interface SourceOptions {
  readonly format?: Source['format'];
  readonly encoding?: Source['encoding'];
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: string;
  readonly header?: boolean;
  readonly skipLines?: number;
}

/** Everything left out is detected. */
export function addSourceOptions(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', 'what the source is').choices(sourceFormatSchema.options))
    .addOption(new Option('--encoding <encoding>', 'its character encoding').choices(encodingSchema.options))
    .option('--delimiter <char>', 'between fields; "tab" or \\t for a tab')
    .option('--quote <char>', 'around fields; "none" for no quoting')
    .option('--escape <char>', 'before a quote within a field; "none" for no escaping')
    .option('--header', 'the first line names the columns')
    .option('--no-header', 'the first line is a record')
    .option('--skip-lines <count>', 'lines before the header to leave out', wholeNumber);
}

/** Offers every path and gathers what was said of it. */
export function readSource(desk: Desk, paths: readonly string[], options: SourceOptions): Source {
  const dialect: Partial<Dialect> = {
    ...(options.delimiter === undefined ? {} : { delimiter: character('--delimiter', options.delimiter) }),
    ...(options.quote === undefined ? {} : { quote: characterOrNone('--quote', options.quote) }),
    ...(options.escape === undefined ? {} : { escape: characterOrNone('--escape', options.escape) }),
    ...(options.header === undefined ? {} : { header: options.header }),
    ...(options.skipLines === undefined ? {} : { skip_lines: options.skipLines }),
  };
  return {
    paths: paths.map((path) => desk.offer(path)),
    ...(options.format === undefined ? {} : { format: options.format }),
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    ...(Object.keys(dialect).length === 0 ? {} : { dialect }),
  };
}

export function character(option: string, text: string): string {
  const typed = text === 'tab' || text === '\\t' ? '\t' : text;
  if (typed.length === 1) return typed;
  throw new DeskError(
    'INVALID_INPUT',
    `${option} takes one character, not ${JSON.stringify(text)}. For a tab write "tab".`,
  );
}

function characterOrNone(option: string, text: string): string | null {
  return text === 'none' ? null : character(option, text);
}
