import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderListingSchema, shellInfoSchema, type FolderListing } from '../../electron/contract/shell.ts';
import { actor } from '../support/open-desk.ts';
import { openWebDesk } from '../support/web-desk.ts';
import type { Page, Reply } from '../support/web-page.ts';

const isRoot = process.getuid?.() === 0;

async function list(page: Page, path?: string): Promise<FolderListing> {
  const reply = await page.ask(`/shell/folder${path === undefined ? '' : `?path=${encodeURIComponent(path)}`}`);
  expect(reply.status).toBe(200);
  return folderListingSchema.parse(reply.json());
}

async function post(page: Page, path: string, value: unknown): Promise<Reply> {
  const headers = { 'Content-Type': 'application/json' };
  return await page.ask(path, { method: 'POST', headers, body: JSON.stringify(value) });
}

const failureOf = (reply: Reply): unknown => [
  reply.status,
  (reply.json() as { failure: { code: string } }).failure.code,
];

describe('what the page learns of where it is', () => {
  it('follows the contract', async () => {
    const { page, desk } = await openWebDesk({ sample: '/samples/transcriptions.csv' });
    const info = shellInfoSchema.parse((await page.ask('/shell/info')).json());
    expect(info).toMatchObject({ host: 'web', user: 'reviewer', sample: '/samples/transcriptions.csv' });
    expect(info.workspace).toBe(desk.workspace);
  });

  it('an address in an object store is offered only where the program was started with it', async () => {
    const { page, desk } = await openWebDesk({ roots: ['s3://bronze/ours'] });
    const info = shellInfoSchema.parse((await page.ask('/shell/info')).json());
    expect(info.objects).toEqual(['s3://bronze/ours']);
    expect(desk.offered.require('s3://bronze/ours/today')).toBe('s3://bronze/ours/today');
    expect(() => desk.offered.require('s3://bronze/theirs')).toThrow(/not named when Bronze Desk was started/);
  });
});

describe('a listing', () => {
  it('begins with the roots', async () => {
    const { page, root } = await openWebDesk();
    const listing = await list(page);
    expect([listing.path, listing.parent]).toEqual([null, null]);
    expect(listing.entries).toEqual([expect.objectContaining({ name: root, path: root, kind: 'folder' })]);
  });

  it('has folders first, numbers in their order, nothing hidden, and a way up that ends at the root', async () => {
    const { page, root } = await openWebDesk();
    mkdirSync(join(root, 'patients', 'zone'));
    const above = await list(page, root);
    expect([above.parent, above.entries.map((entry) => entry.name)]).toEqual([null, ['patients']]);
    const folder = await list(page, join(root, 'patients'));
    expect(folder.parent).toBe(root);
    expect(folder.entries.map(({ name, kind, bytes }) => [name, kind, bytes])).toEqual([
      ['zone', 'folder', null],
      ['note 9.csv', 'file', 5],
      ['note 10.csv', 'file', 5],
    ]);
  });

  it.skipIf(process.platform === 'win32')('leaves out what is neither a file nor a folder', async () => {
    const { page, root } = await openWebDesk();
    execFileSync('mkfifo', [join(root, 'pipe')]);
    symlinkSync(join(root, 'nowhere'), join(root, 'broken'));
    expect((await list(page, root)).entries.map((entry) => entry.name)).toEqual(['patients']);
  });

  it('follows links that stay inside, and shows none that lead out', async () => {
    const { page, root, outside } = await openWebDesk();
    symlinkSync(join(root, 'patients'), join(root, 'inside'));
    symlinkSync(outside, join(root, 'out'));
    symlinkSync(join(root, '.ssh'), join(root, 'keys'));
    const { entries } = await list(page, root);
    expect(entries.map((entry) => entry.name)).toEqual(['inside', 'patients']);
    expect((await list(page, join(root, 'inside'))).path).toBe(join(root, 'patients'));
  });

  it('of anything outside or hidden is refused, there or not', async () => {
    const { page, root, outside } = await openWebDesk();
    symlinkSync(outside, join(root, 'out'));
    const ways = [
      outside,
      join(outside, 'missing'),
      join(root, '..'),
      `${root}/patients/../../outside`,
      join(root, 'out'),
      join(root, 'out', 'secret.csv'),
      join(root, '.ssh'),
      `${root}-2`,
      '/',
    ];
    for (const path of ways) {
      const reply = await page.ask(`/shell/folder?path=${encodeURIComponent(path)}`);
      expect([path, failureOf(reply)]).toEqual([path, [403, 'PATH_NOT_OFFERED']]);
    }
  });

  it.each(['relative', '../up', '', '%00', '/a%00b', 'a&path=b', '/&other=1'])(
    'of the path %j is refused',
    async (path) => {
      const { page } = await openWebDesk();
      expect(failureOf(await page.ask(`/shell/folder?path=${path}`))).toEqual([400, 'INVALID_INPUT']);
    },
  );

  it('of a folder that is gone, or of a file, says so', async () => {
    const { page, root } = await openWebDesk();
    const ask = (path: string) => page.ask(`/shell/folder?path=${encodeURIComponent(path)}`);
    expect(failureOf(await ask(join(root, 'gone')))).toEqual([404, 'NOT_FOUND']);
    expect(failureOf(await ask(join(root, 'patients', 'note 9.csv')))).toEqual([400, 'INVALID_INPUT']);
  });

  it.skipIf(isRoot)(
    `of a folder that may not be read says so${isRoot ? ' (skipped: root may read every folder)' : ''}`,
    async () => {
      const { page, root } = await openWebDesk();
      mkdirSync(join(root, 'shut'));
      chmodSync(join(root, 'shut'), 0);
      const reply = await page.ask(`/shell/folder?path=${encodeURIComponent(join(root, 'shut'))}`);
      expect(failureOf(reply)).toEqual([403, 'SOURCE_UNREADABLE']);
    },
  );
});

describe('a new folder', () => {
  it('is made where it was asked for, and shown', async () => {
    const { page, root } = await openWebDesk();
    const reply = await post(page, '/shell/folder', { path: root, name: 'bronze 2026' });
    expect(folderListingSchema.parse(reply.json())).toEqual({
      path: join(root, 'bronze 2026'),
      parent: root,
      entries: [],
    });
  });

  it('is not made over something that is there', async () => {
    const { page, root } = await openWebDesk();
    expect(failureOf(await post(page, '/shell/folder', { path: root, name: 'patients' }))).toEqual([409, 'CONFLICT']);
  });

  it.each(['', ' ', '.', '..', '.hidden', 'a/b', '../up', 'a\\b', 'a:b', 'a\0b', 'a\nb', 'x'.repeat(256)])(
    'cannot be called %j',
    async (name) => {
      const { page, root } = await openWebDesk();
      expect(failureOf(await post(page, '/shell/folder', { path: root, name }))).toEqual([400, 'INVALID_INPUT']);
      expect(existsSync(join(root, '..', 'up'))).toBe(false);
    },
  );

  it('is not made outside', async () => {
    const { page, outside } = await openWebDesk();
    const reply = await post(page, '/shell/folder', { path: outside, name: 'mine' });
    expect(failureOf(reply)).toEqual([403, 'PATH_NOT_OFFERED']);
    expect(existsSync(join(outside, 'mine'))).toBe(false);
  });
});

describe('a choice', () => {
  it('lets the engine at what was chosen, and at nothing else', async () => {
    const { page, root, desk } = await openWebDesk();
    const file = join(root, 'patients', 'note 9.csv');
    const load = () => desk.engine.call('load.start', { source: { paths: [file] }, actor });
    await expect(load()).rejects.toMatchObject({ code: 'PATH_NOT_OFFERED' });
    const reply = await post(page, '/shell/offer', { paths: [file] });
    expect([reply.status, reply.json()]).toEqual([200, { paths: [file] }]);
    expect((await load()).load.records).toBe(1);
    const sibling = join(root, 'patients', 'note 10.csv');
    await expect(desk.engine.call('load.start', { source: { paths: [sibling] }, actor })).rejects.toMatchObject({
      code: 'PATH_NOT_OFFERED',
    });
  });

  it('may be of a file that is still to be written', async () => {
    const { page, root } = await openWebDesk();
    const file = join(root, 'audit.csv');
    expect((await post(page, '/shell/offer', { paths: [file] })).json()).toEqual({ paths: [file] });
    const reply = await post(page, '/shell/offer', { paths: [join(root, 'missing', 'audit.csv')] });
    expect(failureOf(reply)).toEqual([404, 'NOT_FOUND']);
  });

  it('of which one path is outside offers none of them', async () => {
    const { page, root, outside, desk } = await openWebDesk();
    symlinkSync(join(outside, 'secret.csv'), join(root, 'link.csv'));
    const good = join(root, 'patients', 'note 9.csv');
    for (const bad of [join(outside, 'secret.csv'), join(root, 'link.csv'), join(root, '.ssh', 'key.csv')]) {
      const reply = await post(page, '/shell/offer', { paths: [good, bad] });
      expect(failureOf(reply)).toEqual([403, 'PATH_NOT_OFFERED']);
    }
    expect(() => desk.offered.require(good)).toThrow();
  });

  it('of the sample is always allowed', async () => {
    const { page, outside } = await openWebDesk();
    const sample = join(outside, 'transcriptions.csv');
    writeFileSync(sample, 'id\n1\n');
    expect(failureOf(await post(page, '/shell/offer', { paths: [sample] }))).toEqual([403, 'PATH_NOT_OFFERED']);
    const other = await openWebDesk({ sample });
    expect((await post(other.page, '/shell/offer', { paths: [sample] })).json()).toEqual({ paths: [sample] });
  });

  it.each([
    {},
    { paths: [] },
    { paths: 'x' },
    { paths: ['relative'] },
    { paths: [1] },
    null,
    [],
    { paths: ['/'], more: 1 },
  ])('asked for as %j is refused', async (value) => {
    const { page } = await openWebDesk();
    expect(failureOf(await post(page, '/shell/offer', value))).toEqual([400, 'INVALID_INPUT']);
  });

  it('that is no JSON, or larger than any choice, is refused', async () => {
    const { page } = await openWebDesk();
    const headers = { 'Content-Type': 'application/json' };
    for (const body of ['{', '', `{"paths":["/${'x'.repeat(2_000_000)}"]}`]) {
      expect(failureOf(await page.ask('/shell/offer', { method: 'POST', headers, body }))).toEqual([
        400,
        'INVALID_INPUT',
      ]);
    }
  });
});
