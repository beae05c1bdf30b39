/** The dashboard and the alerts ask for nothing that is not served. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readExposition } from '../../support/exposition.ts';
import { openDesk } from '../../support/open-desk.ts';

const shipped = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../build/observability/${name}`, import.meta.url)), 'utf8');

const panelSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  datasource: z.unknown().optional(),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  targets: z.array(z.looseObject({ expr: z.string(), datasource: z.unknown().optional() })).optional(),
});
const dashboardSchema = z.looseObject({
  uid: z.string(),
  templating: z.object({ list: z.array(z.looseObject({ name: z.string(), type: z.string() })) }),
  panels: z.array(panelSchema),
});
const dashboard = dashboardSchema.parse(JSON.parse(shipped('dashboard.json')));
const panels = dashboard.panels.filter(({ type }) => type !== 'row');

/** What looks like a metric of ours, of the process or of Node. */
function metricsIn(text: string): string[] {
  const found = text.matchAll(/\b(?:bronze_desk|ingested|ingestion|process|nodejs)_[a-z0-9_]+/g);
  return [...new Set([...found].map(([name]) => name))].sort();
}

async function served(): Promise<Set<string>> {
  const { engine } = await openDesk();
  const { types } = await readExposition(engine);
  const parts = [...types].flatMap(([name, type]) =>
    type === 'histogram' ? ['', '_bucket', '_sum', '_count'].map((part) => `${name}${part}`) : [name],
  );
  return new Set(parts);
}

describe('the dashboard and the alerts', () => {
  it.each([
    ['dashboard', panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)).join('\n')],
    ['alerts', shipped('alerts.yml')],
    ['tests of the alerts', shipped('alerts.test.yml')],
  ])('the %s: name only metrics that are served', async (_what, text) => {
    const names = metricsIn(text);
    expect(names.length).toBeGreaterThan(9);
    const known = await served();
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  it('show everything that we count, and the page about metrics explains it', async () => {
    const shown = new Set(metricsIn(shipped('dashboard.json') + shipped('alerts.yml')));
    const ours = [...(await served())].filter((name) => /^(bronze_desk|ingest)/.test(name));
    const families = new Set(ours.map((name) => name.replace(/_(bucket|sum|count)$/, '')));
    const documented = readFileSync(fileURLToPath(new URL('../../../docs/metrics.md', import.meta.url)), 'utf8');
    expect([...families].filter((family) => !documented.includes(`\`${family}`))).toEqual([]);
    const isShown = (family: string) => ['', '_bucket', '_sum', '_count'].some((part) => shown.has(`${family}${part}`));
    expect([...families].filter((family) => !isShown(family))).toEqual([]);
  });

  it('leaves the data source to whoever imports it', () => {
    expect(dashboard.templating.list.find(({ name }) => name === 'datasource')?.type).toBe('datasource');
    const sources = panels.flatMap(({ datasource, targets = [] }) => [datasource, ...targets.map((t) => t.datasource)]);
    expect(new Set(sources.map((source) => JSON.stringify(source)))).toEqual(
      new Set(['{"type":"prometheus","uid":"${datasource}"}']),
    );
  });

  it('has panels that do not lie upon each other', () => {
    const taken = new Set<string>();
    for (const { title, gridPos } of dashboard.panels) {
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(taken.has(`${x},${y}`), title).toBe(false);
          taken.add(`${x},${y}`);
        }
      }
    }
  });
});
