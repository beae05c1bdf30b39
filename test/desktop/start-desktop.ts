/** The desktop program on the double, in a folder of its own. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startDesktop } from '../../electron/hosts/desktop/desktop.ts';
import type { DesktopParts } from '../../electron/hosts/desktop/parts.ts';
import { ElectronDouble, type DoubleWish } from './electron-double.ts';

export interface Started {
  readonly double: ElectronDouble;
  readonly folder: string;
  readonly started: boolean;
  /** Processes that were ended by the system's hardest means. */
  readonly killed: number[];
}

export type StartWish = Partial<Omit<DoubleWish, 'folder'>> &
  Partial<Omit<DesktopParts, 'options'>> & { folder?: string; options?: Partial<DesktopParts['options']> };

export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bronze-desk-desktop-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'page'));
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>Bronze Desk</title>');
  return folder;
}

/** Not ready yet: what must come before that can be looked at. */
export function startEarly({ packaged, second, displays, keychain, options, ...wish }: StartWish = {}): Started {
  const folder = wish.folder ?? makeFolder();
  const double = new ElectronDouble({
    folder,
    ...(packaged === undefined ? {} : { packaged }),
    ...(second === undefined ? {} : { second }),
    ...(displays === undefined ? {} : { displays }),
    ...(keychain === undefined ? {} : { keychain }),
  });
  const killed: number[] = [];
  const started = startDesktop(double.electron, {
    platform: 'linux',
    appVersion: '0.0.0-test',
    user: 'ada',
    pageFolder: join(folder, 'page'),
    preloadPath: join(folder, 'preload.cjs'),
    enginePath: join(folder, 'engine-process.js'),
    icon: undefined,
    sample: undefined,
    killHard: (pid) => killed.push(pid),
    ...wish,
    options: { files: [], workspace: join(folder, 'Ward 7'), userData: null, ...options },
  });
  return { double, folder, started, killed };
}

/** Ready, its window open, its engine's process forked and not heard of yet. */
export async function start(wish: StartWish = {}): Promise<Started> {
  const started = startEarly(wish);
  await started.double.ready();
  await started.double.settled();
  return started;
}
