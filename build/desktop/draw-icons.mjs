/**
 * Draws the program's icons from icon.svg: PNG files by a browser, then the containers that Windows and macOS want. Run
 * by hand when the drawing changes; the icons are committed, so that a build needs no browser.
 */
import { chromium } from '@playwright/test';
import { readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { icnsOf, icoOf } from './icon-files.mjs';

const here = import.meta.dirname;
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const systemChromium = '/usr/bin/chromium';
const browser = await chromium.launch(existsSync(systemChromium) ? { executablePath: systemChromium } : {});
try {
  const svg = await readFile(join(here, 'icon.svg'), 'utf8');
  const page = await browser.newPage();
  /** @type {Map<number, Buffer>} */
  const drawn = new Map();
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
    const png = await page.screenshot({ omitBackground: true });
    drawn.set(size, png);
    await writeFile(join(here, 'icons', `${size}x${size}.png`), png);
  }
  await writeFile(join(here, 'icons', 'icon.ico'), icoOf(drawn));
  await writeFile(join(here, 'icons', 'icon.icns'), icnsOf(drawn));
} finally {
  await browser.close();
}
