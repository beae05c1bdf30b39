/**
 * What a reviewer sees of 100,000 quarantined rows in a real Chromium: how soon the window paints, and how long its frames are
 * while the grid is scrolled. Beside it, in the same browser and the same run, a page that holds next to nothing.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../build/find-browser.mjs';
import { actor } from './open-engine.ts';
import { median, spread, type Spread } from './percentiles.ts';

export interface WindowReport {
  readonly rows: number;
  /** Milliseconds from the navigation, of a window that was open before. */
  readonly first_paint: { readonly ours: number; readonly empty_page: number };
  /** Until the first rows of Review stand in the grid. */
  readonly first_rows: number;
  /** Milliseconds from one frame to the next. */
  readonly frames: { readonly ours: Spread; readonly empty_page: Spread };
}

const STARTS = 7;
const FRAMES = 400;
/** Five rows a frame: as fast as a wheel is turned in earnest. */
const PIXELS_A_FRAME = 160;

const emptyPage = `data:text/html,<p>nothing</p><div role="grid" style="height:600px;overflow:auto"><div style="height:3200000px"></div></div>`;

/** `source` is a file whose every row fails. */
export async function windowAtScale(folder: string, source: string, rows: number): Promise<WindowReport> {
  const workspace = join(folder, 'window');
  await command('load', source, '--workspace', workspace);
  await command('check', '--load', 'latest', '--workspace', workspace);
  const browser = await chromium.launch({ executablePath: (await findBrowser()).path });
  const server = await serve(workspace);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const blank = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(server.url);
    await page.keyboard.press('Alt+3');
    const paints: number[] = [];
    const emptyPaints: number[] = [];
    const firstRows: number[] = [];
    for (let start = 0; start < STARTS; start += 1) {
      await page.reload();
      await page.locator('[role="grid"][aria-busy="false"] [role="row"][aria-rowindex="2"]').waitFor();
      firstRows.push(await page.evaluate<number>('performance.now()'));
      paints.push(await firstPaint(page));
      await blank.goto(emptyPage);
      emptyPaints.push(await firstPaint(blank));
    }
    return {
      rows,
      first_paint: { ours: median(paints), empty_page: median(emptyPaints) },
      first_rows: median(firstRows),
      frames: { ours: await scroll(page), empty_page: await scroll(blank) },
    };
  } finally {
    await browser.close();
    await server.stop();
  }
}

const firstPaint = async (page: Page): Promise<number> => {
  await page.waitForFunction(`performance.getEntriesByName('first-contentful-paint').length > 0`);
  return page.evaluate<number>(`performance.getEntriesByName('first-contentful-paint')[0].startTime`);
};

async function scroll(page: Page): Promise<Spread> {
  await page.bringToFront();
  const gaps = await page.evaluate<number[]>(`(async () => {
    const grid = document.querySelector('[role="grid"]');
    const box = [grid, ...grid.querySelectorAll('*'), grid.parentElement].find((each) =>
      each.scrollHeight > 10 * each.clientHeight && getComputedStyle(each).overflowY !== 'visible');
    const frame = () => new Promise(requestAnimationFrame);
    const gaps = [];
    let last = await frame();
    for (let at = 0; at < ${FRAMES}; at += 1) {
      box.scrollTop += ${PIXELS_A_FRAME};
      const now = await frame();
      gaps.push(now - last);
      last = now;
    }
    if (box.scrollTop < ${FRAMES * PIXELS_A_FRAME} * 0.9) throw new Error('the grid did not scroll');
    return gaps;
  })()`);
  return spread(gaps);
}

const cli = fileURLToPath(new URL('./cli.js', import.meta.url));

async function command(...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [cli, ...args, '--actor', actor, '--quiet'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await once(child, 'close');
  // 3: done, and rows are in quarantine.
  if (child.exitCode !== 0 && child.exitCode !== 3) throw new Error(`${args[0] ?? 'a command'} failed: ${stderr}`);
}

async function serve(workspace: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const args = ['serve', '--workspace', workspace, '--no-open', '--json', '--actor', actor];
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /"url":\s*"([^"]+)"/.exec(line)?.[1];
    if (url !== undefined) return { url, stop };
  }
  throw new Error('serve ended before it was ready');
}
