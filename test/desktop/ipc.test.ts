import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tells } from '../../electron/hosts/desktop/channels.ts';
import { DoubleContents } from './double-window.ts';
import { start } from './start-desktop.ts';

const refused = { ok: false, message: 'This request did not come from the page.' };

test('every channel of the table is answered or heard, and no other', async () => {
  const { double } = await start();
  expect([...double.handlers.keys()].sort()).toEqual([
    'shell:dropped',
    'shell:forget-object-storage',
    'shell:info',
    'shell:object-storage',
    'shell:pick',
    'shell:reveal',
    'shell:use-object-storage',
  ]);
  expect(double.ipc.eventNames()).toEqual([...tells]);
});

test('the page learns where it is', async () => {
  const { double, folder } = await start({ sample: '/sample.csv' });
  expect(await double.ask('shell:info', null)).toEqual({
    ok: true,
    output: {
      host: 'desktop',
      platform: 'linux',
      app_version: '0.0.0-test',
      workspace: join(folder, 'Ward 7'),
      sample: '/sample.csv',
      user: 'ada',
      objects: [],
    },
  });
});

test.each([
  ['a frame within the page', { senderFrame: { url: 'app://bronze-desk/', parent: {} } }],
  ['another page in the window', { senderFrame: { url: 'https://example.org/', parent: null } }],
  ['a page that only looks like ours', { senderFrame: { url: 'app://bronze-desk.example.org/', parent: null } }],
  ['a frame that is gone', { senderFrame: null }],
  ['another window', { sender: new DoubleContents() as unknown as WebContents }],
])('%s is refused', async (_who, from) => {
  const { double } = await start();
  double.child.say({ kind: 'opened' });
  const event = from as unknown as Partial<IpcMainInvokeEvent>;
  for (const channel of double.handlers.keys()) expect(await double.ask(channel, null, event)).toEqual(refused);
  double.tell('page:ready', event);
  expect(double.window.contents.ports).toEqual([]);
});

const wish = {
  address: 's3://lake/bronze',
  endpoint: null,
  region: null,
  access_key_id: null,
  secret_access_key: null,
};

test.each([
  ['shell:info', { more: 1 }],
  ['shell:pick', { purpose: 'anything', title: '' }],
  ['shell:pick', null],
  ['shell:dropped', [1]],
  ['shell:dropped', ['']],
  ['shell:reveal', null],
  ['shell:use-object-storage', null],
  ['shell:use-object-storage', { ...wish, address: 'file:///etc' }],
  ['shell:use-object-storage', { ...wish, endpoint: 'ftp://example.org' }],
  ['shell:use-object-storage', { ...wish, endpoint: 'https://me:mine@example.org' }],
])('%s refuses an input it cannot have', async (channel, input) => {
  const { double } = await start();
  expect(await double.ask(channel, input)).toEqual({
    ok: false,
    message: `The page asked ${channel} in a way it cannot be asked.`,
  });
});

test('picked paths are offered to the engine before the page has them', async () => {
  const { double } = await start();
  double.answers.open.push(['/data/a.csv', '/data/b.csv']);
  const picked = double.ask('shell:pick', { purpose: 'sources', title: 'Load files' });
  await double.child.hears('offer');
  double.child.say({ kind: 'answered', id: 1, yes: true });
  expect(await picked).toEqual({ ok: true, output: ['/data/a.csv', '/data/b.csv'] });
  expect(double.child.heard.at(-1)).toEqual({ kind: 'offer', id: 1, paths: ['/data/a.csv', '/data/b.csv'] });
});

test('giving up a dialog chooses nothing', async () => {
  const { double } = await start();
  for (const purpose of ['sources', 'folder', 'save']) {
    const asked = double.ask('shell:pick', { purpose, title: 'Choose' });
    await double.settled();
    const heard = double.child.heard.filter(({ kind }) => kind === 'offer');
    heard.forEach((_offer, index) => double.child.say({ kind: 'answered', id: index + 1, yes: true }));
    expect(await asked).toEqual({ ok: true, output: [] });
  }
});

test('a new file is proposed a name, never a place', async () => {
  const { double, folder } = await start();
  double.answers.save.push('/chosen/trail.jsonl');
  const asked = double.ask('shell:pick', { purpose: 'save', title: 'Export', name: '../../trail.jsonl' });
  await double.child.hears('offer');
  double.child.say({ kind: 'answered', id: 1, yes: true });
  expect(await asked).toEqual({ ok: true, output: ['/chosen/trail.jsonl'] });
  expect(double.called('showSaveDialog')[0]?.[0]).toMatchObject({
    defaultPath: join(folder, 'documents', '..-..-trail.jsonl'),
  });
});

test('the file manager shows only what the engine vouches for', async () => {
  const { double } = await start();
  for (const [id, yes] of [
    [1, false],
    [2, true],
  ] as const) {
    const asked = double.ask('shell:reveal', `/bronze/${id}`);
    await double.settled();
    double.child.say({ kind: 'answered', id, yes });
    expect(await asked).toMatchObject({ ok: yes });
  }
  expect(double.called('showItemInFolder')).toEqual([['/bronze/2']]);
});

test('a failure that is not ours keeps its words to itself', async () => {
  const { double } = await start();
  double.electron.dialog.showOpenDialog = () => Promise.reject(new Error('Smith, John'));
  const answer = await double.ask('shell:pick', { purpose: 'sources', title: 'Load' });
  expect(answer).toEqual({ ok: false, message: 'That did not work. Nothing was changed; try again.' });
});
