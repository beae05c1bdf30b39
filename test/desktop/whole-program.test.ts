/** The program from its start to its end on the double, with the real engine where its process would be. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Caller } from '../../electron/contract/caller.ts';
import { createEngine } from '../../electron/engine/engine.ts';
import { OfferedPaths } from '../../electron/engine/offered-paths.ts';
import { createClient } from '../../electron/transport/client.ts';
import { overEmitter } from '../../electron/transport/message-port.ts';
import type { ElectronDouble } from './electron-double.ts';
import { run, sample } from './run-program.ts';
import { makeFolder, type Started } from './start-desktop.ts';

const actor = 'Ada Tester';

/** Every record of the sample is either right or has an empty specialty. */
const suite = JSON.stringify({
  expectation_suite_name: 'filled',
  expectations: [{ expectation_type: 'expect_column_values_to_not_be_null', kwargs: { column: 'medical_specialty' } }],
});

/** What the page does to reach the engine. */
async function connectPage(double: ElectronDouble): Promise<Caller> {
  const delivered = nextPort(double);
  double.tell('page:ready');
  return await delivered;
}

async function nextPort(double: ElectronDouble): Promise<Caller> {
  const { contents } = double.window;
  await once(contents, 'port');
  const port = contents.ports.at(-1);
  if (port === undefined) throw new Error('no port was delivered');
  return createClient(overEmitter(port));
}

async function pickFolder({ double, folder }: Started): Promise<string> {
  const bronze = join(folder, 'bronze');
  double.answers.open.push([bronze]);
  const picked = await double.ask('shell:pick', { purpose: 'folder', title: 'Publish to' });
  expect(picked).toEqual({ ok: true, output: [bronze] });
  return bronze;
}

async function loadSample(page: Caller): Promise<string> {
  const { load } = await page.call('load.start', { source: { paths: [sample] }, actor });
  await page.call('check.run', { load: load.id, suite, actor });
  return load.id;
}

test('the sample goes from its file to bronze over the page’s port, and is shown in the file manager', async () => {
  const program = await run({ sample });
  const { double } = program;
  await program.live();
  const page = await connectPage(double);
  const target = await pickFolder(program);
  const load = await loadSample(page);
  const { publish } = await page.call('publish.run', { load, target, actor });
  expect(existsSync(join(publish.path, '_manifest.json'))).toBe(true);
  expect(await double.ask('shell:reveal', publish.path)).toEqual({ ok: true, output: null });
  expect(double.called('showItemInFolder')).toEqual([[publish.path]]);
});

test('a path that nobody chose is refused by the engine', async () => {
  const program = await run();
  await program.live();
  const page = await connectPage(program.double);
  const call = page.call('load.start', { source: { paths: [sample] }, actor });
  await expect(call).rejects.toMatchObject({ code: 'PATH_NOT_OFFERED' });
  expect(await program.double.ask('shell:reveal', '/etc')).toMatchObject({ ok: false });
});

test('the page learns of a death at once, and finds its work again in the next process', async () => {
  const program = await run({ sample });
  const { double } = program;
  await program.live();
  const page = await connectPage(double);
  const target = await pickFolder(program);
  const load = await loadSample(page);
  const { publish } = await page.call('publish.run', { load, target, actor });

  const second = once(double.app, 'forked');
  const call = page.call('load.start', { source: { paths: [sample] }, actor, again: true });
  await Promise.all([program.die(), expect(call).rejects.toMatchObject({ code: 'ENGINE_GONE' })]);
  await second;
  const delivered = nextPort(double);
  await program.live();
  const again = await delivered;
  expect((await again.call('load.list', {})).map(({ id }) => id)).toContain(load);
  expect(await double.ask('shell:reveal', publish.path)).toMatchObject({ ok: true });
});

test('the bronze folder of an earlier start is offered again, and its neighbours are not', async () => {
  const first = await run({ sample });
  await first.live();
  const target = await pickFolder(first);
  const page = await connectPage(first.double);
  const { publish } = await page.call('publish.run', { load: await loadSample(page), target, actor });
  first.double.electron.app.quit();
  await once(first.double.child, 'exit');

  const later = await run({ folder: first.folder });
  await later.live();
  expect(await later.double.ask('shell:reveal', publish.path)).toMatchObject({ ok: true });
  expect(await later.double.ask('shell:reveal', target)).toMatchObject({ ok: true });
  expect(await later.double.ask('shell:reveal', `${target}-else`)).toMatchObject({ ok: false });
  expect(await later.double.ask('shell:reveal', dirname(target))).toMatchObject({ ok: false });
});

test('a task under way is asked about before the program ends', async () => {
  const program = await run({ sample });
  const { double } = program;
  await program.live();
  const page = await connectPage(double);
  const asked = new Promise<void>((resolve) => {
    page.subscribe((event) => {
      if (event.event !== 'task.changed' || event.task.state !== 'running') return;
      double.electron.app.quit();
      resolve();
    });
  });
  await loadSample(page);
  await asked;
  expect(double.called('showMessageBox').length).toBeGreaterThan(0);
  expect(double.quits).toBe(0);
});

test('leaving closes the workspace for the next who wants it', async () => {
  const program = await run();
  await program.live();
  const workspace = join(program.folder, 'Ward 7');
  expect(existsSync(join(workspace, 'in-use.json'))).toBe(true);
  program.double.electron.app.quit();
  await once(program.double.child, 'exit');
  await program.double.settled();
  expect(program.double.quits).toBe(1);
  expect(existsSync(join(workspace, 'in-use.json'))).toBe(false);
});

test('a workspace that is open elsewhere is told of, and opens when it is free', async () => {
  const folder = makeFolder();
  const workspace = join(folder, 'Ward 7');
  const elsewhere = await createEngine({
    workspace,
    offered: new OfferedPaths(),
    appVersion: '0.0.0-test',
    host: 'somebody else',
  });
  const program = await run({ folder });
  const { double } = program;
  await program.live();
  await double.settled();
  expect(double.window.contents.url).toBe('app://bronze-desk/engine-stopped');
  await elsewhere.close();
  double.window.contents.follows('app://bronze-desk/engine-stopped/try-again');
  await double.settled();
  await program.live();
  const page = await connectPage(double);
  expect(await page.call('load.list', {})).toEqual([]);
});
