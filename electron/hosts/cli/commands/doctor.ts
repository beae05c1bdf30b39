/** `doctor`: whether this machine, this workspace and this target are fit to work with. */
import { constants, existsSync } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { isDeskError } from '../../../contract/errors.ts';
import type { Desk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import type { AddCommand, Act } from '../act.ts';
import { size } from '../text.ts';
import { examples } from './examples.ts';

interface DoctorOptions {
  readonly target?: string;
}

interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
}

const leastFreeBytes = 1_000_000_000;
const leastMemoryBytes = 2_000_000_000;
const oldestNode = [20, 19] as const;

export const addDoctor: AddCommand = (parent, act: Act) => {
  parent
    .command('doctor')
    .description('see whether this machine, workspace and target are fit to work with')
    .option('--target <dir>', 'a bronze folder to look at as well')
    .addHelpText('after', examples('doctor', 'doctor --workspace ./desk --target ./bronze --json'))
    // A look at a workspace that is not there yet must not make it.
    .action(act<DoctorOptions>('existing-or-scratch', doctor));
};

async function doctor(desk: Desk, options: DoctorOptions): Promise<Answer> {
  const { workspace } = desk.settings;
  const findings: Finding[] = [
    node(),
    memory(),
    { what: 'locale', ok: true, detail: new Intl.DateTimeFormat().resolvedOptions().locale },
    await engine(desk),
    ...(await folder('workspace', workspace)),
    ...(options.target === undefined ? [] : await folder('target', desk.path(options.target))),
  ];
  const ok = findings.every((finding) => finding.ok);
  return {
    json: () => ({ ok, findings }),
    rows: () => findings,
    words: (paint) =>
      findings
        .map(
          (finding) =>
            `${finding.ok ? paint.green('ok     ') : paint.red('problem')}  ${finding.what}: ${finding.detail}`,
        )
        .join('\n'),
    exit: ok ? exitCodes.fine : exitCodes.failed,
  };
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const wish = ok ? '' : `; Bronze Desk needs ${oldestNode.join('.')} or newer`;
  return { what: 'Node', ok, detail: `${process.versions.node}${wish}` };
}

function memory(): Finding {
  const ok = totalmem() >= leastMemoryBytes;
  return { what: 'memory', ok, detail: `${size(freemem())} free of ${size(totalmem())}` };
}

/** Opens the workspace: whoever has it open, and whatever is wrong with its store, shows here. */
async function engine(desk: Desk): Promise<Finding> {
  try {
    const { app_version, duckdb_version, store_version, loads } = await desk.call('workspace.get', {});
    return {
      what: 'engine',
      ok: true,
      detail: `Bronze Desk ${app_version}, DuckDB ${duckdb_version}, store version ${store_version}, loads: ${loads}`,
    };
  } catch (error) {
    if (!isDeskError(error) || error.code === 'CANCELLED') throw error;
    return { what: 'engine', ok: false, detail: error.message };
  }
}

async function folder(what: string, path: string): Promise<Finding[]> {
  const there = nearestThere(path);
  const missing = there === path ? '' : ' (it will be made)';
  const space = await statfs(there);
  const free = space.bavail * space.bsize;
  const writable = await access(there, constants.W_OK).then(
    () => true,
    () => false,
  );
  return [
    { what, ok: writable, detail: `${path}${missing} ${writable ? 'can' : 'cannot'} be written to` },
    {
      what: `disk of the ${what}`,
      ok: free >= leastFreeBytes,
      detail: `${size(free)} free${free >= leastFreeBytes ? '' : '; free some space before loading'}`,
    },
  ];
}

function nearestThere(path: string): string {
  const parent = dirname(path);
  return existsSync(path) || parent === path ? path : nearestThere(parent);
}
