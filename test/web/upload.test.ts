import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { safeName } from '../../electron/hosts/web/uploads.ts';
import { actor } from '../support/open-desk.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { openWebDesk } from '../support/web-desk.ts';
import type { Page } from '../support/web-page.ts';

async function upload(page: Page, name: string, body: string | Buffer): Promise<string> {
  const reply = await page.ask(`/shell/upload?name=${encodeURIComponent(name)}`, { method: 'PUT', body });
  expect(reply.text).toContain('path');
  return (reply.json() as { path: string }).path;
}

/** The folders of uploads, complete or not. */
const kept = (workspace: string): string[] => {
  const folder = join(workspace, 'sources');
  return existsSync(folder) ? readdirSync(folder) : [];
};

describe('a file that was dropped on the page', () => {
  it('arrives byte by byte under its own name and can be loaded', async () => {
    const { page, desk } = await openWebDesk();
    const bytes = Buffer.from('id,medical_specialty,transcription\r\n007,Surgery,"caf\u00e9\n"\r\n');
    const path = await upload(page, 'Notes of May.csv', bytes);
    expect(basename(path)).toBe('Notes of May.csv');
    expect(readFileSync(path).equals(bytes)).toBe(true);
    const { load } = await desk.engine.call('load.start', { source: { paths: [path] }, actor });
    expect(load.records).toBe(1);
  });

  it('takes no other file of the same name away', async () => {
    const { page } = await openWebDesk();
    const [one, other] = [await upload(page, 'a.csv', 'one'), await upload(page, 'a.csv', 'other')];
    expect([readFileSync(one, 'utf8'), readFileSync(other, 'utf8')]).toEqual(['one', 'other']);
  });

  it('can be loaded again after the server was started anew', async () => {
    const before = await openWebDesk();
    const path = await upload(before.page, 'a.csv', 'id\n1\n');
    await before.desk.engine.call('load.start', { source: { paths: [path] }, actor });
    const forgotten = await upload(before.page, 'b.csv', 'id\n2\n');
    await before.host.close();
    await before.desk.engine.close();
    const after = await openWebDesk({}, { workspace: before.desk.workspace });
    // A copy that no load names is not left lying about.
    expect(existsSync(forgotten)).toBe(false);
    const { load } = await after.desk.engine.call('load.start', { source: { paths: [path] }, actor, again: true });
    expect(load.records).toBe(1);
  });

  it('goes when it is not loaded after all, and stays when it was', async () => {
    const { page, desk } = await openWebDesk();
    const [loaded, left] = [await upload(page, 'a.csv', 'id\n1\n'), await upload(page, 'b.csv', 'id\n2\n')];
    await desk.engine.call('load.start', { source: { paths: [loaded] }, actor });
    const own = desk.write('mine.csv', 'id\n3\n');
    const body = JSON.stringify({ paths: [loaded, left, own, join(desk.workspace, 'desk.duckdb')] });
    const reply = await page.ask('/shell/discard', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(reply.status).toBe(200);
    expect([loaded, left, own].map((path) => existsSync(path))).toEqual([true, false, true]);
    expect(kept(desk.workspace)).toHaveLength(1);
  });

  it.each([
    '../../escape.csv',
    '..\\..\\escape.csv',
    '/etc/escape.csv',
    'C:\\escape.csv',
    '%2e%2e%2fescape.csv',
    '.escape.csv',
  ])('stays in its folder when it is called %j', async (name) => {
    const { page, desk } = await openWebDesk();
    const path = await upload(page, name, 'x');
    expect(dirname(dirname(path))).toBe(join(desk.workspace, 'sources'));
    expect(basename(path)).toMatch(/escape\.csv$/);
  });

  it('is refused without a name, or with two', async () => {
    const { page } = await openWebDesk();
    for (const query of ['', '?name=', '?name=a&name=b']) {
      expect((await page.ask(`/shell/upload${query}`, { method: 'PUT', body: 'x' })).status).toBe(400);
    }
  });

  it('leaves nothing when its connection breaks', async () => {
    const { page, desk } = await openWebDesk();
    const sending = request({
      host: '127.0.0.1',
      port: page.port,
      path: '/shell/upload?name=half.csv',
      method: 'PUT',
      headers: { Cookie: page.cookie, Origin: `http://127.0.0.1:${page.port}`, 'Content-Length': 1_000_000 },
    });
    sending.on('error', () => undefined);
    sending.write('half of it');
    await expect.poll(() => kept(desk.workspace)).toHaveLength(1);
    sending.destroy();
    await expect.poll(() => kept(desk.workspace)).toEqual([]);
  });

  it('that a killed server had only begun to receive is swept away at the next start', async () => {
    const before = await openWebDesk();
    const whole = await upload(before.page, 'whole.csv', 'id\n1\n');
    await before.desk.engine.call('load.start', { source: { paths: [whole] }, actor });
    const half = join(before.desk.workspace, 'sources', randomUUID());
    mkdirSync(half);
    writeFileSync(join(half, '.incoming'), 'half of it');
    await before.host.close();
    await before.desk.engine.close();
    const after = await openWebDesk({}, { workspace: before.desk.workspace });
    expect(kept(after.desk.workspace)).toEqual([basename(dirname(whole))]);
  });
});

const disk = mountSmallDisk('32m');
disk?.remove();
const cannot = disk === null ? ' (skipped: no small disk can be mounted here)' : '';

it.skipIf(disk === null)(`a full disk is said, and nothing is kept${cannot}`, async () => {
  const small = mountSmallDisk('32m');
  if (small === null) throw new Error('the disk could be mounted a moment ago');
  onTestFinished(small.remove);
  const { page, desk } = await openWebDesk({}, { workspace: join(small.path, 'workspace') });
  const body = Buffer.alloc(64_000_000, 'x');
  const reply = await page.ask('/shell/upload?name=large.csv', { method: 'PUT', body });
  expect([reply.status, reply.json()]).toMatchObject([507, { failure: { code: 'DISK_FULL' } }]);
  expect(kept(desk.workspace)).toEqual([]);
});

describe('the name that is kept', () => {
  it.each([
    ['notes.csv', 'notes.csv'],
    ['Notizen März – Ärzte.csv', 'Notizen März – Ärzte.csv'],
    ['a\u0000b\n\u202ec.csv', 'abc.csv'],
    ['what? "quoted" <1>|2:3*.csv', 'what_ _quoted_ _1__2_3_.csv'],
    ['...', 'upload'],
    ['', 'upload'],
    [' .csv. ', 'csv'],
    ['con.csv', '_con.csv'],
    ['LPT1', '_LPT1'],
    ['console.csv', 'console.csv'],
    ['a/b\\c.csv', 'c.csv'],
  ])('of %j is %j', (name, safe) => expect(safeName(name)).toBe(safe));

  it('is short enough for every file system, and still says how it is read', () => {
    const name = safeName(`${'é🩺'.repeat(500)}.csv.gz`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
    expect(name).toMatch(/^(é🩺)+é?\.csv\.gz$/u);
  });
});
