import { FuseV1Options } from '@electron/fuses';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { packing } from '../../build/desktop/electron-builder.mjs';
import { fuses, programPath } from '../../build/desktop/fuses.mjs';
import { whatIsMissing } from '../../build/desktop/what-is-missing.mjs';
import { makeFolder } from './start-desktop.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const config = packing({}, '/electron');

describe('the fuses', () => {
  test('each is set, and as the documents say', () => {
    const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
    const set = Object.fromEntries(
      names.map((name) => [name, fuses[FuseV1Options[name as keyof typeof FuseV1Options]]]),
    );
    expect(set).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
    expect(fuses.strictlyRequireAllFuses).toBe(true);
  });

  test.each([
    ['darwin', 'Bronze Desk', '/out/Bronze Desk.app'],
    ['win32', 'Bronze Desk', '/out/Bronze Desk.exe'],
    ['linux', 'bronze-desk', '/out/bronze-desk'],
  ])('on %s they are set in the program', (electronPlatformName, executable, path) => {
    expect(programPath({ appOutDir: '/out', electronPlatformName }, executable).replaceAll('\\', '/')).toBe(path);
  });
});

describe('what is packed', () => {
  test('everything it names is there', () => {
    const { mac, win, linux } = config;
    const icons = ['16x16', '32x32', '48x48', '128x128', '256x256', '512x512'].map((size) =>
      join(String(linux?.icon), `${size}.png`),
    );
    const files = [mac?.icon, mac?.entitlements, win?.icon, ...icons].map(String);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    expect(existsSync(join(root, 'test/fixtures/sample/transcriptions.csv'))).toBe(true);
  });

  test('the three systems have their installers, DuckDB lies outside the archive, and nothing is uploaded', () => {
    expect([config.mac?.target, config.win?.target, config.linux?.target]).toEqual([
      ['dmg', 'zip'],
      ['nsis'],
      ['AppImage', 'deb'],
    ]);
    expect(config).toMatchObject({
      asar: true,
      asarUnpack: ['**/node_modules/@duckdb/node-bindings*/**'],
      publish: null,
      npmRebuild: false,
      extraMetadata: { main: 'dist/desktop/main.cjs' },
    });
  });

  test('it offers itself for the files it reads, and takes them from nobody', () => {
    const associations = [config.fileAssociations ?? []].flat();
    expect(associations.flatMap(({ ext }) => ext)).toEqual(['csv', 'tsv', 'jsonl', 'ndjson', 'parquet']);
    for (const { rank, role } of associations) expect([rank, role]).toEqual(['Alternate', 'Viewer']);
  });

  test('who publishes and who notarises is said by the environment', () => {
    const env = {
      BRONZE_DESK_MAINTAINER: 'Ada <ada@example.org>',
      BRONZE_DESK_HOMEPAGE: 'https://example.org',
      APPLE_API_KEY: 'k',
    };
    expect(packing(env, '/electron')).toMatchObject({
      linux: { maintainer: 'Ada <ada@example.org>' },
      mac: { notarize: true },
      extraMetadata: { homepage: 'https://example.org', author: 'Ada <ada@example.org>' },
    });
    expect(config.mac?.notarize).toBe(false);
  });
});

describe('icons', () => {
  const icon = (name: string): Buffer => readFileSync(join(root, 'build/desktop/icons', name));

  test('the one for Windows holds the pictures it lists', () => {
    const ico = icon('icon.ico');
    const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_picture, index) => {
      const entry = 6 + 16 * index;
      const [length, offset] = [ico.readUInt32LE(entry + 8), ico.readUInt32LE(entry + 12)];
      const png = ico.subarray(offset, offset + length);
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      return png.readUInt32BE(16);
    });
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  test('the one for macOS is as long as it says', () => {
    const icns = icon('icon.icns');
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
    const types: string[] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) types.push(icns.toString('latin1', at, at + 4));
    expect(types).toEqual(['icp4', 'icp5', 'ic11', 'ic12', 'ic07', 'ic08', 'ic13', 'ic09', 'ic14', 'ic10']);
  });
});

describe('before packing', () => {
  const machine = (folder: string) => ({
    root: folder,
    nodeVersion: '24.9.0',
    platform: 'linux',
    arch: 'x64',
    env: {},
  });

  test('it is said what is lacking, each with what to do', () => {
    const missing = whatIsMissing({ ...machine(makeFolder()), nodeVersion: '20.19.0' });
    expect(missing).toEqual([
      "Node 22.12 or newer, which Electron's tools are written for; this is 20.19.0.",
      "Electron's binary: run `npx install-electron` where github.com can be reached, then do it again.",
      expect.stringContaining('DuckDB for this system'),
    ]);
  });

  test('nothing is lacking where all of it is there', () => {
    const folder = makeFolder();
    for (const file of ['electron/dist/electron', '@duckdb/node-bindings-linux-x64/duckdb.node']) {
      const path = join(folder, 'node_modules', file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, '');
    }
    expect(whatIsMissing(machine(folder))).toEqual([]);
  });
});

describe('docs/security.md', () => {
  const text = readFileSync(join(root, 'docs/security.md'), 'utf8');

  test('has each of the twenty lines of Electron’s checklist', () => {
    const numbers = [...text.matchAll(/^\| (\d+) +\|/gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual(Array.from({ length: 20 }, (_line, index) => index + 1));
  });

  test('every file it names is there', () => {
    const files = [...text.matchAll(/`((?:electron|build|test)\/[^`]+|package\.json)`/g)].map(([, file]) =>
      String(file),
    );
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});

test('the program uses neither the crash reporter, nor openExternal, nor an updater', () => {
  const folder = join(root, 'electron/hosts/desktop');
  const sources = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  for (const name of ['crashReporter', 'openExternal', 'autoUpdater', 'executeJavaScript'])
    expect(sources).not.toContain(name);
});
