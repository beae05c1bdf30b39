/** The object store of a person at the desktop: agreed to, kept, handed to the engine, forgotten. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ObjectStorageState, ObjectStorageWish } from '../../electron/contract/object-storage.ts';
import type { ElectronDouble } from './electron-double.ts';
import { makeFolder, start } from './start-desktop.ts';

const cancel = 0;
const useIt = 1;
const keepWorking = 0;

const wish: ObjectStorageWish = {
  address: 's3://lake/bronze',
  endpoint: 'https://minio.example.org:9000',
  region: null,
  access_key_id: 'AKIAEXAMPLE',
  secret_access_key: 'a secret of thirty-two letters..',
};
const { secret_access_key: secret, ...storage } = wish;
const asEngineHasIt = {
  address: 's3://lake/bronze',
  endpoint: 'https://minio.example.org:9000',
  region: null,
  credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: secret },
};

const opening = (double: ElectronDouble): unknown => double.child.heard.find(({ kind }) => kind === 'open');

async function stateOf(double: ElectronDouble): Promise<ObjectStorageState> {
  const answer = (await double.ask('shell:object-storage', null)) as { output: ObjectStorageState };
  return answer.output;
}

/** As the engine's process does: it ends when it is told to. */
function endWhenTold(double: ElectronDouble): void {
  const { child } = double;
  void child.hears('close').then(() => child.end(0));
}

async function choose(double: ElectronDouble, wanted: ObjectStorageWish = wish): Promise<unknown> {
  double.answers.box.push(useIt);
  endWhenTold(double);
  return double.ask('shell:use-object-storage', wanted);
}

test('what is agreed to is handed to a fresh engine, and its address may be chosen', async () => {
  const { double } = await start();
  expect(opening(double)).toMatchObject({ object_store: null });
  expect(await choose(double)).toEqual({ ok: true, output: 'used' });
  expect(double.children).toHaveLength(2);
  expect(opening(double)).toMatchObject({ object_store: asEngineHasIt });
  expect(await double.ask('shell:info', null)).toMatchObject({ output: { objects: ['s3://lake/bronze'] } });
  expect(await stateOf(double)).toEqual({ storage, secret: 'keychain', keychain: true });
});

test('the person is asked by the program, with the server and the key by name', async () => {
  const { double } = await start();
  double.answers.box.push(cancel);
  expect(await double.ask('shell:use-object-storage', { ...wish, endpoint: 'http://10.0.0.7:9000' })).toEqual({
    ok: true,
    output: 'left',
  });
  const [[question]] = double.called('showMessageBox') as [[{ message: string; detail: string }]];
  expect(question.message).toBe('Read and publish at s3://lake/bronze?');
  expect(question.detail).toContain('http://10.0.0.7:9000');
  expect(question.detail).toContain('travel readable');
  expect(question.detail).toContain('AKIAEXAMPLE');
  expect(JSON.stringify(question)).not.toContain(secret);
  expect(double.children).toHaveLength(1);
  expect(await stateOf(double)).toEqual({ storage: null, secret: 'none', keychain: true });
});

test('while a task runs it is left as it was, if the person keeps working', async () => {
  const { double } = await start();
  double.child.say({ kind: 'tasks', running: 1 });
  double.answers.box.push(useIt, keepWorking);
  expect(await double.ask('shell:use-object-storage', wish)).toEqual({ ok: true, output: 'left' });
  expect(await stateOf(double)).toMatchObject({ storage: null });
  expect(double.called('showMessageBox').at(-1)?.[0]).toMatchObject({
    buttons: ['Keep working', 'Stop the work and open anew'],
  });
});

test('the next start has it again, and no file holds the secret', async () => {
  const folder = makeFolder();
  const first = await start({ folder });
  await choose(first.double);
  const kept = readFileSync(join(folder, 'user-data', 'object-storage.json'), 'utf8');
  expect(kept).toContain('s3://lake/bronze');
  expect(kept).not.toContain(secret);
  expect(kept).not.toContain(Buffer.from(secret ?? '').toString('base64'));
  const second = await start({ folder, keychain: first.double.keychain });
  expect(opening(second.double)).toMatchObject({ object_store: asEngineHasIt });
});

test.each([
  ['there is no keychain', { available: false }, false],
  ['Linux has no password manager', { backend: 'basic_text' as const }, false],
  ['the keychain is not opened', { refuses: true }, true],
])('where %s, the secret is held until the program ends', async (_where, fault, keychain) => {
  const folder = makeFolder();
  const { double } = await start({ folder });
  Object.assign(double.keychain, fault);
  await choose(double);
  expect(opening(double)).toMatchObject({ object_store: asEngineHasIt });
  expect(await stateOf(double)).toEqual({ storage, secret: 'until the program ends', keychain });
  const again = await start({ folder });
  // Nobody else stands in for the key that was agreed to.
  expect(opening(again.double)).toMatchObject({ object_store: null });
  expect(await stateOf(again.double)).toMatchObject({ storage, secret: 'none' });
});

test.each([
  ['no longer gives the secret back', { refuses: true }, true],
  ['does not answer', { broken: true }, false],
])('a keychain that %s is said, and stops nothing', async (_what, fault, keychain) => {
  const folder = makeFolder();
  const first = await start({ folder });
  await choose(first.double);
  Object.assign(first.double.keychain, fault);
  const { double } = await start({ folder, keychain: first.double.keychain });
  expect(opening(double)).toMatchObject({ object_store: null });
  expect(await stateOf(double)).toEqual({ storage, secret: 'none', keychain });
});

test('a known secret stays with its key and its server', async () => {
  const { double } = await start();
  await choose(double);
  await choose(double, { ...wish, address: 's3://lake/other', secret_access_key: null });
  expect(opening(double)).toMatchObject({ object_store: { ...asEngineHasIt, address: 's3://lake/other' } });
  await choose(double, { ...wish, endpoint: 'https://elsewhere.example.org', secret_access_key: null });
  expect(opening(double)).toMatchObject({ object_store: null });
});

test('what is forgotten is gone from the file and from the engine', async () => {
  const { double, folder } = await start();
  await choose(double);
  endWhenTold(double);
  expect(await double.ask('shell:forget-object-storage', null)).toEqual({ ok: true, output: 'used' });
  expect(opening(double)).toMatchObject({ object_store: null });
  expect(await stateOf(double)).toEqual({ storage: null, secret: 'none', keychain: true });
  const path = join(folder, 'user-data', 'object-storage.json');
  expect(existsSync(path) && readFileSync(path, 'utf8')).not.toContain('lake');
});

test('what cannot be written is not said to be kept or forgotten', async () => {
  const { double, folder } = await start();
  await choose(double);
  // As on a full disk, for root too: where the file would go there is a folder.
  const path = join(folder, 'user-data', 'object-storage.json');
  rmSync(path);
  mkdirSync(join(path, 'in the way'), { recursive: true });
  endWhenTold(double);
  expect(await double.ask('shell:forget-object-storage', null)).toMatchObject({
    ok: false,
    message: expect.stringContaining('Nothing was forgotten') as string,
  });
  expect(await stateOf(double)).toMatchObject({ storage, secret: 'keychain' });
  await choose(double, { ...wish, address: 's3://lake/other' });
  expect(await stateOf(double)).toMatchObject({ secret: 'until the program ends' });
});
