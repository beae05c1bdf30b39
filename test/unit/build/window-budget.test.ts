/** What the window weighs before its first paint: a budget, so that it grows only by decision. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const page = new URL('../../../dist/renderer/', import.meta.url);
const html = readFileSync(new URL('index.html', page), 'utf8');

/** In kB as sent, compressed. */
const budget = { js: 330, css: 50 };

function weigh(extension: 'js' | 'css'): number {
  const files = [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, path = '']) => path);
  const bytes = files
    .filter((path) => path.endsWith(`.${extension}`))
    .reduce((sum, path) => sum + gzipSync(readFileSync(new URL(path, page))).length, 0);
  return bytes / 1000;
}

describe('the window before its first paint', () => {
  it.each(['js', 'css'] as const)('keeps to its budget of %s', (extension) => {
    const weight = weigh(extension);
    expect(weight).toBeGreaterThan(0);
    expect(weight).toBeLessThanOrEqual(budget[extension]);
  });

  it('leaves the charts for when they are shown', () => {
    expect(html).not.toContain('charts-');
  });

  it('fetches nothing from elsewhere', () => {
    expect(html).not.toMatch(/https?:\/\//);
  });
});
