import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentSecurityPolicy } from '../../electron/hosts/page/content-security-policy.ts';
import type { ElectronDouble } from './electron-double.ts';
import { start } from './start-desktop.ts';

async function served(): Promise<{ double: ElectronDouble; page: string; get: (url: string) => Promise<Response> }> {
  const { double, folder } = await start();
  const page = join(folder, 'page');
  mkdirSync(join(page, 'assets'));
  writeFileSync(join(page, 'assets', 'index.js'), 'export {};');
  writeFileSync(join(page, '.env'), 'secret');
  writeFileSync(join(page, 'notes.txt'), 'not a part of a page');
  writeFileSync(join(folder, 'outside.js'), 'secret');
  const serve = double.serve;
  if (serve === undefined) throw new Error('nothing serves app://');
  // Not `new Request(url)`: it would tidy the very paths that are to be refused.
  const get = (url: string): Promise<Response> => serve({ method: 'GET', url } as unknown as Request);
  return { double, page, get };
}

test('the page and its parts, with their types and the policy', async () => {
  const { get } = await served();
  const page = await get('app://bronze-desk/');
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('Bronze Desk');
  expect(Object.fromEntries(page.headers)).toEqual({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy,
    'cache-control': 'no-store',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  const script = await get('app://bronze-desk/assets/index.js?v=1');
  expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
});

test.each([
  'app://bronze-desk/../outside.js',
  'app://bronze-desk/%2e%2e/outside.js',
  'app://bronze-desk/assets/%2e%2e/%2e%2e/outside.js',
  'app://bronze-desk/..%2foutside.js',
  'app://bronze-desk/..%5coutside.js',
  'app://bronze-desk/%252e%252e/outside.js',
  'app://bronze-desk//outside.js',
  'app://bronze-desk/assets//index.js',
  'app://bronze-desk/C:/outside.js',
  'app://bronze-desk/index.html%00.js',
  'app://bronze-desk/%ff',
  'app://bronze-desk/.env',
  'app://bronze-desk/notes.txt',
  'app://bronze-desk/assets',
  'app://bronze-desk/missing.js',
  'app://bronze-desk/engine-stopped',
  'app://other/index.html',
])('%s is not served', async (url) => {
  const { get } = await served();
  const reply = await get(url);
  expect([reply.status, await reply.text()]).toEqual([404, '']);
});

const windows = process.platform === 'win32';
const whyNoLinks = windows ? ' (skipped: Windows lets only administrators make links)' : '';
test.skipIf(windows)(`a link that leads out of the folder is not followed${whyNoLinks}`, async () => {
  const { get, page } = await served();
  symlinkSync(join(page, '..', 'outside.js'), join(page, 'link.js'));
  expect((await get('app://bronze-desk/link.js')).status).toBe(404);
});

test('nothing but reading', async () => {
  const { double } = await served();
  const reply = await double.serve?.(new Request('app://bronze-desk/', { method: 'POST' }));
  expect(reply?.status).toBe(405);
});

test('the policy lets no script in but files of ours, and no page around ours', () => {
  expect(contentSecurityPolicy).toContain("default-src 'none'");
  expect(contentSecurityPolicy).toContain("script-src 'self';");
  expect(contentSecurityPolicy).toContain("frame-ancestors 'none'");
  expect(contentSecurityPolicy).not.toMatch(/unsafe-eval|https?:|\*/);
});
