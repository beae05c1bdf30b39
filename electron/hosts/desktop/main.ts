/** Where the desktop program begins: what it must know of its process, and Electron, handed to the program. */
import * as electron from 'electron';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { ShellInfo } from '../../contract/shell.ts';
import { findSample } from '../find-sample.ts';
import { personName } from '../person-name.ts';
import { startDesktop } from './desktop.ts';
import { ownArgs, readStartOptions } from './start-options.ts';

declare const APP_VERSION: string;

const here = import.meta.dirname;
const { platform } = process;

startDesktop(electron, {
  platform: platformName(),
  options: readStartOptions(ownArgs(process.argv, process.defaultApp), process.cwd(), process.env),
  appVersion: APP_VERSION,
  user: personName(loginName()),
  pageFolder: join(here, '..', 'renderer'),
  preloadPath: join(here, 'preload.cjs'),
  enginePath: join(here, 'engine-process.js'),
  icon: platform === 'linux' ? ifThere(join(here, 'icon.png')) : undefined,
  // Packaged beside the archive, since DuckDB reads files and not archives.
  sample: ifThere(join(process.resourcesPath, 'sample', 'transcriptions.csv')) ?? findSample(here),
  killHard: (pid) => process.kill(pid, 'SIGKILL'),
});

function platformName(): ShellInfo['platform'] {
  if (platform === 'darwin') return 'mac';
  return platform === 'win32' ? 'windows' : 'linux';
}

function ifThere(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}

/** Containers run under user ids that have no name. */
function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
