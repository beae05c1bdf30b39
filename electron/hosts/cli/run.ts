/** One run of the command line, from its arguments to its exit code. */
import { inspect } from 'node:util';
import { CommanderError, type Command } from 'commander';
import { DeskError } from '../../contract/errors.ts';
import { Desk } from './desk.ts';
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';
import { Output, type Format } from './output.ts';
import type { Act } from './act.ts';
import { createProgram } from './program.ts';
import { sampleHint } from './sample.ts';
import { readSettings, type SettingsOptions } from './settings.ts';

/** Never rejects: what goes wrong is said on stderr and told by the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const printer = new Output(io, formatOf(argv), !argv.includes('--no-color'));
  let exit: ExitCode = exitCodes.fine;
  const act: Act = (need, handle) =>
    async function (this: Command) {
      const settings = readSettings(this.optsWithGlobals<SettingsOptions>(), io);
      const desk = new Desk(io, printer, settings, commandPath(this), need);
      try {
        const answer = await handle(desk, this.opts(), this.args);
        await printer.answer(answer);
        await answer.afterwards?.();
        exit = answer.exit;
        if (answer.problem !== undefined) await printer.fail(answer.problem);
      } finally {
        await desk.close();
      }
    };
  const program = createProgram(act, io.appVersion, {
    writeOut: (text) => void printer.words(text).catch(() => undefined),
    // Commander would write its errors here as well; they are printed below, in the format that was asked for.
    writeErr: () => undefined,
  });
  try {
    if (argv.length === 0) {
      program.outputHelp();
      await printer.words(`\n${sampleHint(io.cwd)}`);
    } else {
      await program.parseAsync(argv, { from: 'user' });
    }
  } catch (error) {
    exit = await conclude(error, printer, io, spokenOf(program, argv));
  }
  await printer.flush();
  return exit;
}

async function conclude(error: unknown, printer: Output, io: Io, command: Command): Promise<ExitCode> {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.fine;
  const failure = toDeskError(error, command);
  if (io.env['BRONZE_DESK_DEBUG'] === '1') io.stderr.write(`${inspect(error)}\n`);
  await printer.fail(failure).catch(() => undefined);
  return exitCodeOf(failure);
}

function toDeskError(error: unknown, command: Command): DeskError {
  if (error instanceof DeskError) return error;
  if (error instanceof CommanderError) return new DeskError('INVALID_INPUT', usageMessage(error, command));
  return new DeskError(
    'INTERNAL',
    'Something went wrong inside Bronze Desk, and what was under way was not saved. Do it again; if it happens again, run it with BRONZE_DESK_DEBUG=1 and report what it prints.',
    undefined,
    { cause: error },
  );
}

function usageMessage(error: CommanderError, command: Command): string {
  const help = `See ${`bronze-desk ${commandPath(command)}`.trimEnd()} --help.`;
  if (error.code === 'commander.help') {
    return `Name what to do: ${command.commands.map((child) => child.name()).join(', ')}. ${help}`;
  }
  const [what = '', ...suggestion] = error.message.replace(/^error: /, '').split('\n');
  const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1)}${what.endsWith('.') ? '' : '.'}`;
  return [sentence, ...suggestion.map((line) => line.replace(/^\(|\)$/g, '')), help].join(' ');
}

/** The command a mistaken line was about, as far as it can be told. */
function spokenOf(command: Command, argv: readonly string[]): Command {
  const [word, ...rest] = argv.filter((text) => !text.startsWith('-'));
  const child = command.commands.find((one) => one.name() === word);
  return child === undefined ? command : spokenOf(child, rest);
}

/** Known before the arguments are parsed, because a mistake in them is reported in the same format. */
function formatOf(argv: readonly string[]): Format {
  if (argv.includes('--jsonl')) return 'jsonl';
  return argv.includes('--json') ? 'json' : 'words';
}

/** For example `quarantine list`: the program's own name is left out. */
function commandPath(command: Command): string {
  const { parent } = command;
  if (parent === null) return '';
  return `${commandPath(parent)} ${command.name()}`.trimStart();
}
