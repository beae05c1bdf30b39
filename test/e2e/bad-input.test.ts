/** Bad input by command line: each says what, where and what to do, ends with its exit code, and leaves nothing behind. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, test } from 'vitest';
import { createEngine } from '../../electron/engine/engine.ts';
import { OfferedPaths } from '../../electron/engine/offered-paths.ts';
import { runCommand, runCommandAsNobody, canBeNobody } from '../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'bronze-desk-bad-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const good = file('good.csv', 'id,medical_specialty,transcription\n1, Surgery,text\n2, Radiology,text\n');
const suite = (name: string, ...expectations: object[]): string =>
  file(name, JSON.stringify({ expectation_suite_name: 's', expectations }));
const regex = (pattern: string): object => ({
  expectation_type: 'expect_column_values_to_match_regex',
  kwargs: { column: 'medical_specialty', regex: pattern },
});

interface Case {
  readonly what: string;
  readonly args: () => readonly string[];
  readonly exit: number;
  /** What the message must hold: what, where, and the way on. */
  readonly says: readonly RegExp[];
}

const ingest = (...args: string[]): string[] => ['ingest', ...args, '--target', join(folder, 'bronze')];

const cases: readonly Case[] = [
  {
    what: 'a missing file',
    args: () => ingest(join(folder, 'nowhere.csv')),
    exit: 2,
    says: [/no file or folder/, /nowhere\.csv/, /Check the spelling/],
  },
  {
    what: 'an empty file',
    args: () => ingest(file('empty.csv', '')),
    exit: 2,
    says: [/empty/, /empty\.csv/, /exported completely/],
  },
  {
    what: 'a header and nothing else',
    args: () => ingest(file('header.csv', 'id,name\n')),
    exit: 2,
    says: [/header and no records/, /header\.csv/, /export was complete/],
  },
  {
    what: 'a PNG called .csv',
    args: () => ingest(file('scan.csv', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'))),
    exit: 2,
    says: [/PNG image/, /scan\.csv/, /Choose the data file/],
  },
  {
    what: 'a suite that is not JSON',
    args: () =>
      ingest(good, '--suite', file('broken.json', '{\n  "expectation_suite_name": "s",\n  "expectations": [,]\n}')),
    exit: 2,
    says: [/line 3/, /column \d+/, /broken\.json/],
  },
  {
    what: 'an unknown expectation',
    args: () =>
      ingest(
        good,
        '--suite',
        suite('unknown.json', { expectation_type: 'expect_column_values_to_be_nul', kwargs: { column: 'id' } }),
      ),
    exit: 2,
    says: [/expect_column_values_to_be_nul\b/, /expect_column_values_to_be_null/, /unknown\.json/],
  },
  {
    what: 'a missing kwarg',
    args: () =>
      ingest(
        good,
        '--suite',
        suite('kwarg.json', { expectation_type: 'expect_column_values_to_not_be_null', kwargs: {} }),
      ),
    exit: 2,
    says: [/column/, /expect_column_values_to_not_be_null/, /kwarg\.json/],
  },
  {
    what: 'a column that is not there',
    args: () =>
      ingest(
        good,
        '--suite',
        suite('column.json', {
          expectation_type: 'expect_column_values_to_not_be_null',
          kwargs: { column: 'speciality' },
        }),
      ),
    exit: 1,
    says: [/could not run/i, /speciality/, /accept/],
  },
  {
    what: 'a bad regex',
    args: () => ingest(good, '--suite', suite('regex.json', regex('[a-z'))),
    exit: 1,
    says: [/could not run/i, /medical_specialty/, /Mend the suite/],
  },
  {
    what: 'a lookahead, which RE2 lacks',
    args: () => ingest(good, '--suite', suite('lookahead.json', regex('^(?!x).*$'))),
    exit: 1,
    says: [/could not run/i, /look(ahead|-ahead|around)/i],
  },
  {
    what: 'a target that is a file',
    args: () => ['ingest', good, '--target', file('target-file', 'x')],
    exit: 2,
    says: [/cannot be written to/, /target-file/, /Choose another/],
  },
  {
    what: 'a target inside the workspace',
    args: () => ['ingest', good, '--workspace', join(folder, 'ws'), '--target', join(folder, 'ws', 'bronze')],
    exit: 2,
    says: [/inside the workspace/, /ws/, /Choose a folder outside/],
  },
];

/** Node's own recursive mkdir never returns there. */
const unmakeable: Case = {
  what: 'a target that no system lets anyone make',
  args: () => ['ingest', good, '--workspace', join(folder, 'ws'), '--target', '/proc/bronze'],
  exit: 2,
  says: [/cannot be written to/, /bronze/, /Choose another/],
};

describe('bad input', () => {
  test.each(process.platform === 'linux' ? [...cases, unmakeable] : cases)('$what', async ({ args, exit, says }) => {
    const before = new Set(readdirSync(folder));
    const outcome = await runCommand(args());
    expect(outcome.exitCode, outcome.stderr).toBe(exit);
    const said = outcome.stdout + outcome.stderr;
    for (const words of says) expect(said).toMatch(words);
    expect(said).not.toMatch(/at .*\.js:\d+/);
    expect(existsSync(join(folder, 'bronze')) ? readdirSync(join(folder, 'bronze')) : []).toEqual([]);
    const left = readdirSync(folder).filter((name) => !before.has(name) && name.includes('.workspace-'));
    // A load that was checked but may not be published stays in its workspace, for review.
    expect(left).toHaveLength(exit === 1 ? 1 : 0);
  });

  test('a workspace in use names who has it', async () => {
    const workspace = join(folder, 'busy');
    const engine = await createEngine({
      workspace,
      offered: new OfferedPaths(),
      appVersion: 'test',
      host: 'the night shift',
    });
    try {
      const outcome = await runCommand(['loads', '--workspace', workspace]);
      expect(outcome.exitCode).toBe(4);
      expect(outcome.stderr).toMatch(/in use by the night shift \(PID \d+/);
      expect(outcome.stderr).toMatch(/Close it there, or use another workspace/);
    } finally {
      await engine.close();
    }
  });

  test('a store from a newer version is refused and left as it is', async () => {
    const workspace = join(folder, 'newer');
    const engine = await createEngine({ workspace, offered: new OfferedPaths(), appVersion: 'test', host: 'test' });
    await engine.close();
    const instance = await DuckDBInstance.create(join(workspace, 'desk.duckdb'));
    const connection = await instance.connect();
    await connection.run(`INSERT INTO migration VALUES (999, '0999_future', '2030-01-01T00:00:00.000Z')`);
    connection.closeSync();
    instance.closeSync();
    const outcome = await runCommand(['loads', '--workspace', workspace]);
    expect(outcome.exitCode, outcome.stderr).toBe(1);
    expect(outcome.stderr).toMatch(/newer Bronze Desk \(store version 999; this program knows up to \d+\)/);
    expect(outcome.stderr).toMatch(/Update Bronze Desk/);
  });

  const nobody = canBeNobody();
  test.skipIf(!nobody)(
    `a folder without permission, and a target that may not be written to${nobody ? '' : ' (skipped: no other user can run the program here)'}`,
    async () => {
      const closed = join(folder, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      writeFileSync(join(closed, 'a.csv'), 'id\n1\n');
      const open = join(folder, 'open');
      mkdirSync(open);
      chmodSync(open, 0o777);
      const reading = await runCommandAsNobody(['load', closed, '--workspace', join(open, 'w1')]);
      expect(reading.exitCode, reading.stderr).toBe(2);
      expect(reading.stderr).toMatch(/closed.*no permission.*Ask for access/);
      const writing = await runCommandAsNobody([
        ...['ingest', good, '--workspace', join(open, 'w2')],
        ...['--target', join(closed, 'bronze')],
      ]);
      expect(writing.exitCode, writing.stderr).toBe(2);
      expect(writing.stderr).toMatch(/cannot be written to.*Choose another/);
    },
  );

  const mount = join(folder, 'small');
  mkdirSync(mount);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', mount]).status === 0;
  test.skipIf(!mounted)(
    `a full disk${mounted ? '' : ' (skipped: no small file system can be mounted here)'}`,
    async () => {
      try {
        const rows = Array.from({ length: 40_000 }, (_, index) => `${index}, Surgery,${index * 7919}`).join('\n');
        const big = file('big.csv', `id,medical_specialty,transcription\n${rows}\n`);
        const workspace = join(folder, 'roomy');
        const outcome = await runCommand([
          ...['ingest', big, '--workspace', workspace],
          ...['--target', join(mount, 'bronze')],
        ]);
        expect(outcome.exitCode, outcome.stderr).toBe(1);
        expect(outcome.stderr).toMatch(/disk is full.*Free some space.*nothing was left half done/);
        expect(readdirSync(join(mount, 'bronze'))).toEqual([]);
      } finally {
        spawnSync('umount', [mount]);
      }
    },
  );
});
