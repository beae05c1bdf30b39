/** Promise 2: kill -9 at any moment leaves the old or the new state, in the store and in the bronze folder. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine.ts';
import { OfferedPaths } from '../../../electron/engine/offered-paths.ts';
import { writeRows } from '../../bench/write-rows.ts';
import { SeededRandom } from '../../fixtures/seeded-random.mjs';
import { runCommand } from '../../support/run-command.ts';
import { wholePublishes } from '../../support/whole-publishes.ts';

const rows = 6_000;
const moments = { load: 7, fix: 7, publish: 6, export: 3 };
const random = new SeededRandom(Date.now() % 100_000);
const folder = mkdtempSync(join(tmpdir(), 'bronze-desk-kill-'));
const source = join(folder, 'source.csv');
const prepared = join(folder, 'prepared');
const who = ['--actor', 'Test', '--reason', 'kill test'];

/** A moment of a run whose undisturbed length is `whole` ms; the first quarter is only the process starting. */
const moment = (whole: number): number => random.between(Math.floor(whole / 4), Math.ceil(whole));

async function openWorkspace(workspace: string): Promise<Engine> {
  const offered = new OfferedPaths();
  offered.offer(folder);
  return createEngine({ workspace, offered, appVersion: 'test', host: 'kill test', checkOutputs: true });
}

/** Opens what a kill left behind and holds it to everything that must always be true. */
async function survivors(workspace: string): Promise<{ loads: number; corrected: number; publishes: string[] }> {
  const engine = await openWorkspace(workspace);
  try {
    const loads = await engine.call('load.list', {});
    for (const { id } of loads) expect((await engine.call('load.get', { load: id })).receipt.balanced).toBe(true);
    expect((await engine.call('audit.verify', {})).ok).toBe(true);
    expect(readdirSync(join(workspace, 'landing'))).toHaveLength(loads.length);
    expect(readdirSync(join(workspace, 'staging')).filter((name) => name !== 'spill')).toEqual([]);
    const publishes = await engine.call('publish.list', {});
    return {
      loads: loads.length,
      corrected: loads[0]?.corrected ?? 0,
      publishes: publishes.map(({ path }) => path).sort(),
    };
  } finally {
    await engine.close();
  }
}

beforeAll(async () => {
  await writeRows(source, rows, 'failing');
  const made = await runCommand(['load', source, '--workspace', prepared, '--actor', 'Test', '--json']);
  expect(made.exitCode, made.stderr).toBe(0);
  const checked = await runCommand(['check', '--load', 'latest', '--workspace', prepared, '--json']);
  expect(checked.exitCode, checked.stderr).toBe(3);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('kill -9', () => {
  test(`at ${moments.load} random moments of a load leaves no load or a whole one`, async () => {
    const undisturbed = await runCommand(['load', source, '--workspace', join(folder, 'calm'), ...who, '--json']);
    for (let round = 0; round < moments.load; round += 1) {
      const workspace = join(folder, `load-${round}`);
      await runCommand(['load', source, '--workspace', workspace, ...who], moment(undisturbed.milliseconds));
      if (!existsSync(workspace)) continue;
      const { loads } = await survivors(workspace);
      expect([0, 1]).toContain(loads);
      const again = await runCommand(['load', source, '--workspace', workspace, ...who, '--again', '--json']);
      expect(again.exitCode, again.stderr).toBe(0);
    }
  });

  test(`at ${moments.fix} random moments of a bulk fix leaves none of it or all of it`, async () => {
    const fix = (workspace: string): string[] => [
      ...['fix', '--load', 'latest', '--workspace', workspace, '--state', 'quarantined'],
      ...['--set', 'medical_specialty= Surgery', ...who],
    ];
    const calm = join(folder, 'fix-calm');
    await cp(prepared, calm, { recursive: true });
    const undisturbed = await runCommand(fix(calm));
    expect(undisturbed.exitCode, undisturbed.stderr).toBe(0);
    for (let round = 0; round < moments.fix; round += 1) {
      const workspace = join(folder, `fix-${round}`);
      await cp(prepared, workspace, { recursive: true });
      await runCommand(fix(workspace), moment(undisturbed.milliseconds));
      const { corrected } = await survivors(workspace);
      expect([0, rows]).toContain(corrected);
    }
  });

  test(`at ${moments.publish} random moments of a publish leaves readers whole publishes only`, async () => {
    const publish = (workspace: string, target: string): string[] => [
      ...['publish', '--load', 'latest', '--workspace', workspace, '--target', target, '--actor', 'Test'],
    ];
    const ready = join(folder, 'fix-calm');
    const calm = join(folder, 'publish-calm');
    await cp(ready, calm, { recursive: true });
    const undisturbed = await runCommand(publish(calm, join(folder, 'bronze-calm')));
    expect(undisturbed.exitCode, undisturbed.stderr).toBe(0);
    for (let round = 0; round < moments.publish; round += 1) {
      const workspace = join(folder, `publish-${round}`);
      const target = join(folder, `bronze-${round}`);
      await cp(ready, workspace, { recursive: true });
      await runCommand(publish(workspace, target), moment(undisturbed.milliseconds));
      const seen = wholePublishes(target);
      const { publishes } = await survivors(workspace);
      expect(publishes).toEqual(seen.map((name) => join(target, name)));
      const again = await runCommand(publish(workspace, target));
      expect(again.exitCode, again.stderr).toBe(0);
      expect(wholePublishes(target)).toHaveLength(1);
      expect(readdirSync(target).filter((name) => !name.startsWith('ingest_'))).toEqual([]);
    }
  });

  test(`at ${moments.export} random moments of an export leaves the trail under its name whole, or nothing`, async () => {
    const workspace = join(folder, 'fix-calm');
    const taken = join(folder, 'trails');
    await mkdir(taken);
    const exportTo = (name: string): string[] => ['audit', 'export', join(taken, name), '--workspace', workspace];
    const undisturbed = await runCommand([...exportTo('calm.jsonl'), '--json']);
    expect(undisturbed.exitCode, undisturbed.stderr).toBe(0);
    const calm = readFileSync(join(taken, 'calm.jsonl'));
    for (let round = 0; round < moments.export; round += 1) {
      await runCommand(exportTo(`${round}.jsonl`), moment(undisturbed.milliseconds));
      // The next start clears up.
      await (await openWorkspace(workspace)).close();
      for (const name of readdirSync(taken)) {
        expect(name).toMatch(/^(calm|\d)\.jsonl$/);
        expect(readFileSync(join(taken, name)).equals(calm), name).toBe(true);
      }
    }
  });
});
