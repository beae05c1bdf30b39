import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findWindow } from '../../../build/desktop-window.mjs';

const install = {
  fails: 'process.exit(1);',
  works: `const { mkdirSync, writeFileSync } = require('fs');
    mkdirSync(__dirname + '/dist');
    writeFileSync(__dirname + '/dist/electron', '');
    writeFileSync(__dirname + '/path.txt', 'electron');`,
};

/** A checkout with Electron's package as npm leaves it: an installer, no binary. */
function machine(installer: string) {
  const root = mkdtempSync(join(tmpdir(), 'bronze-desk-start-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const electron = join(root, 'node_modules', 'electron');
  mkdirSync(electron, { recursive: true });
  writeFileSync(join(electron, 'package.json'), '{ "version": "45.0.0" }');
  writeFileSync(join(electron, 'install.js'), installer);
  const marker = join(root, 'dist', 'electron-not-fetched');
  return { root, platform: 'linux', env: { DISPLAY: ':0' } as NodeJS.ProcessEnv, isRoot: false, marker };
}

/** What it found, and how often it fetched. */
async function find(on: ReturnType<typeof machine>) {
  let fetches = 0;
  const window = await findWindow(on, () => (fetches += 1));
  return { ...window, fetches };
}

describe('the desktop window', () => {
  it('is not opened without a display, and nothing is fetched for it', async () => {
    for (const env of [{}, { DISPLAY: '', WAYLAND_DISPLAY: '' }]) {
      expect(await find({ ...machine(install.works), env })).toEqual({ lacks: 'there is no display', fetches: 0 });
    }
  });

  it('is not opened for root, whom Electron refuses', async () => {
    expect(await find({ ...machine(install.works), isRoot: true })).toMatchObject({
      lacks: 'Electron does not run as root',
    });
  });

  it("is opened with Electron's binary, which is fetched where it is missing", async () => {
    const on = machine(install.works);
    const binary = join(on.root, 'node_modules', 'electron', 'dist', 'electron');
    expect(await find(on)).toEqual({ binary, fetches: 1 });
    expect(await find(on)).toEqual({ binary, fetches: 0 });
  });

  it('is not opened with half a binary', async () => {
    const on = machine(install.fails);
    const half = join(on.root, 'node_modules', 'electron', 'dist', 'electron');
    mkdirSync(dirname(half));
    writeFileSync(half, '');
    expect(await find(on)).toMatchObject({ lacks: expect.stringContaining('npx install-electron') as string });
  });

  it('costs one attempt for each version of Electron, where there is no network', async () => {
    const on = machine(install.fails);
    expect(await find(on)).toMatchObject({ lacks: expect.stringContaining('binary is missing') as string, fetches: 1 });
    expect(await find(on)).toMatchObject({ fetches: 0 });
    expect([existsSync(on.marker), readFileSync(on.marker, 'utf8')]).toEqual([true, '45.0.0']);
    writeFileSync(join(on.root, 'node_modules', 'electron', 'package.json'), '{ "version": "45.0.1" }');
    expect(await find(on)).toMatchObject({ fetches: 1 });
  });

  it('is found again once somebody fetched the binary after all', async () => {
    const on = machine(install.fails);
    await find(on);
    const electron = join(on.root, 'node_modules', 'electron');
    mkdirSync(join(electron, 'dist'));
    writeFileSync(join(electron, 'dist', 'electron'), '');
    writeFileSync(join(electron, 'path.txt'), 'electron');
    expect(await find(on)).toEqual({ binary: join(electron, 'dist', 'electron'), fetches: 0 });
  });
});
