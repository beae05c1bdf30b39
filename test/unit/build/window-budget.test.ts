/** What the window weighs before its first paint: a budget, so that it grows only by decision. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const page = new URL('../../../dist/renderer/', import.meta.url);
const html = readFileSync(new URL('index.html', page), 'utf8');

/** In kB as sent, compressed. */
const budget = { js: 375, css: 55 };

const eager = (extension: 'js' | 'css'): Buffer[] =>
  [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)]
    .map(([, path = '']) => path)
    .filter((path) => path.endsWith(`.${extension}`))
    .map((path) => readFileSync(new URL(path, page)));

const weigh = (files: readonly Buffer[]): number => files.reduce((sum, file) => sum + gzipSync(file).length, 0) / 1000;

describe('the window before its first paint', () => {
  it.each(['js', 'css'] as const)('keeps to its budget of %s', (extension) => {
    const weight = weigh(eager(extension));
    expect(weight).toBeGreaterThan(0);
    expect(weight).toBeLessThanOrEqual(budget[extension]);
  });

  it('leaves the charts for when they are shown', () => {
    expect(eager('js').some((file) => file.includes('recharts-wrapper'))).toBe(false);
  });

  it('fetches nothing from elsewhere', () => {
    expect(html).not.toMatch(/https?:\/\//);
  });
});
