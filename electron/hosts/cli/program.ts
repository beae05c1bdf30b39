/** The command line's surface: its global options and, one line each, its commands. */
import { Command, type OutputConfiguration } from 'commander';
import type { Act, AddCommand } from './act.ts';
import { addAudit } from './commands/audit.ts';
import { addCheck } from './commands/check.ts';
import { addConsume } from './commands/consume.ts';
import { addDecisions } from './commands/decide.ts';
import { addDoctor } from './commands/doctor.ts';
import { addFix } from './commands/fix.ts';
import { addHistory } from './commands/history.ts';
import { addIngest } from './commands/ingest.ts';
import { addLoad } from './commands/load.ts';
import { addLoads } from './commands/loads.ts';
import { addPreview } from './commands/preview.ts';
import { addPublish } from './commands/publish.ts';
import { addPublishes } from './commands/publishes.ts';
import { addFamilies, addQuarantine } from './commands/quarantine.ts';
import { addRedrive } from './commands/redrive.ts';
import { addRedriven } from './commands/redriven.ts';
import { addRepair } from './commands/repair.ts';
import { addServe } from './commands/serve.ts';
import { addSpark } from './commands/spark.ts';
import { addSuite } from './commands/suite.ts';
import { addValidate } from './commands/validate.ts';

const commands: readonly AddCommand[] = [
  addIngest,
  addPreview,
  addLoad,
  addLoads,
  addCheck,
  addValidate,
  addQuarantine,
  addFamilies,
  addFix,
  addDecisions,
  addRepair,
  addHistory,
  addConsume,
  addRedrive,
  addRedriven,
  addPublish,
  addPublishes,
  addAudit,
  addSuite,
  addSpark,
  addServe,
  addDoctor,
];

/** Commands take over `output` when they are added, so it is set before them. */
export function createProgram(act: Act, version: string, output: OutputConfiguration = {}): Command {
  const program = new Command('bronze-desk')
    .description('Load clinical transcription files, check them, review what fails, publish the rest to bronze.')
    .version(version, '--version', 'print the version')
    .option(
      '--workspace <dir>',
      'where loads, quarantine and audit are kept (BRONZE_DESK_WORKSPACE, or ./bronze-desk-workspace)',
    )
    .option('--json', 'print one JSON object; progress and warnings then go to stderr as JSON lines')
    .option('--jsonl', 'print one JSON object a line; stderr as with --json')
    .option('--quiet', 'no progress')
    .option('--actor <name>', 'who is doing this (BRONZE_DESK_ACTOR, or your user name)')
    .option('--reason <text>', 'why; demanded of whatever changes a record')
    .option('--no-color', 'no colours')
    .helpOption('-h, --help', 'explain a command')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .configureOutput(output)
    .exitOverride();
  for (const add of commands) add(program, act);
  return program;
}
