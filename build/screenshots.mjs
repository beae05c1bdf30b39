/**
 * Takes the pictures of the window that stand in the documentation: our own invented sample is carried through load,
 * check, a fix, a waiver, an exclusion and a publish, then every place is taken in both themes.
 */
import './require-node.mjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { buildRenderer } from './build-renderer.mjs';
import { findBrowser } from './find-browser.mjs';
import { root } from './places.mjs';

/** @typedef {import('@playwright/test').Page} Page */

const pictures = join(root, 'docs/screenshots');
const places = ['loads', 'checks', 'review', 'publish', 'audit'];
const themes = /** @type {const} */ (['light', 'dark']);
const source = 'transcriptions.csv';
const who = 'Marta Keller';

/**
 * `serve` on a fresh workspace with the sample in a folder it may read.
 * @param {string} folder
 */
async function serve(folder) {
  const files = join(folder, 'intake');
  await mkdir(join(files, 'bronze'), { recursive: true });
  await copyFile(join(root, 'test/fixtures/sample', source), join(files, source));
  const args = ['serve', '--workspace', join(folder, 'November intake'), '--root', files, '--no-open', '--json'];
  const server = spawn(process.execPath, [join(root, 'dist/cli.js'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: server.stdout })) {
    const url = /"url":\s*"([^"]+)"/.exec(line)?.[1];
    if (url !== undefined) return { url, server };
  }
  throw new Error('serve ended before it was ready');
}

/** @param {Page} page @param {string} name @param {'light' | 'dark'} theme */
async function take(page, name, theme) {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.mouse.move(640, 799);
  // What is measured is drawn a frame later.
  await page.evaluate(
    'document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done))))',
  );
  await page.screenshot({ path: join(pictures, `${name}-${theme}.png`), animations: 'disabled', caret: 'hide' });
}

/** @param {Page} page @param {string} reason */
async function giveReason(page, reason) {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.locator('button[type="submit"]:enabled').waitFor();
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'hidden' });
}

/** @param {Page} page */
async function loadAndCheck(page) {
  await page.getByRole('button', { name: 'Choose files…' }).click();
  const entries = page.getByRole('list', { name: 'Files and folders' });
  await entries.getByRole('button', { name: 'intake' }).click();
  await entries.getByRole('button', { name: source }).click();
  await page.getByRole('button', { name: 'Open 1 source' }).click();
  await page.getByRole('button', { name: `Load ${source}` }).click();
  await page.getByRole('button', { name: 'Check it now' }).click();
  await page.getByRole('button', { name: /^Review the/ }).waitFor();
}

/** @param {Page} page @param {RegExp} name */
async function chooseFamily(page, name) {
  const family = page.getByRole('region', { name: 'Families', exact: true }).getByRole('button', { name });
  // One may have been led there; pressed again it would be left.
  if ((await family.getAttribute('aria-pressed')) !== 'true') await family.click();
  await page.locator('button[aria-pressed="true"]', { hasText: name }).first().waitFor();
}

/** Decides on a whole family and waits until one is led on to the next. @param {Page} page @param {RegExp} name @param {() => Promise<void>} act */
async function decideFamily(page, name, act) {
  await chooseFamily(page, name);
  await act();
  const families = page.getByRole('region', { name: 'Families', exact: true });
  await families.getByRole('button', { name }).waitFor({ state: 'detached' });
  await families.getByRole('button', { pressed: true }).waitFor();
}

/** @param {Page} page */
async function decide(page) {
  await decideFamily(page, /Cardiovascular/, async () => {
    await page.getByRole('button', { name: 'Apply suggestion 1' }).click();
    await giveReason(page, 'The clinic writes it out');
  });
  await chooseFamily(page, /SOAP/);
  const inspector = page.getByRole('article', { name: 'Record inspector' });
  await inspector.getByRole('button', { name: 'Waive…' }).click();
  await giveReason(page, 'The ward asked for it, until the code book is settled');
  await inspector.getByRole('button', { name: 'Exclude…' }).click();
  await giveReason(page, 'A test record of the vendor');
}

/** Something that the next publish will bring. @param {Page} page */
async function waiveFamily(page) {
  await decideFamily(page, /ENT/, async () => {
    await page.getByRole('button', { name: /^Fix all 8/ }).waitFor();
    await page.keyboard.press('w');
    await giveReason(page, 'Known spelling, accepted by the clinic');
  });
  await chooseFamily(page, /SOAP/);
}

/** @param {Page} page */
async function publish(page) {
  await page.getByRole('button', { name: 'Choose the bronze folder…' }).click();
  const entries = page.getByRole('list', { name: 'Files and folders' });
  for (const name of ['intake', 'bronze']) await entries.getByRole('button', { name }).click();
  await page.getByRole('button', { name: 'Use this folder' }).click();
  await page.getByRole('combobox', { name: 'Partition by' }).fill('medical_specialty');
  await page.getByRole('option', { name: 'medical_specialty' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Publish [\d,]+ rows/ }).click();
  await page.getByText(/^Published [\d,]+ rows/).waitFor();
}

/** @param {Page} page @param {number} index */
async function goTo(page, index) {
  await page.keyboard.press(`Alt+${index + 1}`);
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(`document.querySelector('main [aria-busy="true"]') === null`);
}

/** @param {Page} page */
async function takeAll(page) {
  await page.getByRole('textbox', { name: 'Your name' }).fill(who);
  await take(page, 'first-start', 'light');
  await loadAndCheck(page);
  await goTo(page, places.indexOf('review'));
  await decide(page);
  await goTo(page, places.indexOf('publish'));
  await publish(page);
  await goTo(page, places.indexOf('review'));
  await waiveFamily(page);
  // What was said of an act goes by itself.
  await page.locator('.mantine-Notification-root').first().waitFor({ state: 'detached' });
  for (const [index, place] of places.entries()) {
    await goTo(page, index);
    if (place === 'audit') await page.getByRole('button', { name: 'Verify the trail' }).click();
    if (place === 'audit') await page.getByText(/events are intact/).waitFor();
    for (const theme of themes) await take(page, place, theme);
  }
}

async function main() {
  await (await import('./bundle.mjs')).bundle();
  await buildRenderer();
  const browser = await chromium.launch({ executablePath: (await findBrowser()).path });
  // The same name each time: it is seen in the pictures.
  const folder = join(await realpath(tmpdir()), 'bronze-desk-pictures');
  await rm(folder, { recursive: true, force: true });
  const { server, url } = await serve(folder);
  try {
    await mkdir(pictures, { recursive: true });
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
      deviceScaleFactor: 1,
      locale: 'en-GB',
      timezoneId: 'UTC',
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    await page.goto(url);
    await page.getByRole('button', { name: 'Load the sample' }).waitFor();
    await takeAll(page);
  } finally {
    await browser.close();
    server.kill();
    await once(server, 'close');
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  process.stdout.write(`The pictures are in ${pictures}\n`);
}

await main();
