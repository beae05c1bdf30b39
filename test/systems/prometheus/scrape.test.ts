/** A real Prometheus scrapes a real `serve --metrics` after a load, a check and a publish. */
import { copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Receipt } from '../../../electron/contract/load.ts';
import type { PublishResult } from '../../../electron/contract/publish.ts';
import type { ValidationResult } from '../../../electron/contract/check.ts';
import { findSample } from '../../../electron/hosts/find-sample.ts';
import { missingPrometheus, startPrometheus, type RunningPrometheus } from './start-prometheus.ts';
import { serveMetrics } from './serve-metrics.ts';

const observability = fileURLToPath(new URL('../../../build/observability', import.meta.url));
const shipped = (name: string): string => join(observability, name);
const missing = missingPrometheus();
const reason = missing === null ? '' : ` (skipped: ${missing})`;
const actor = 'Ada Tester';

/** The configuration that is shipped, with this run's addresses and a scrape a second. */
function configFor(target: string): string {
  return readFileSync(shipped('prometheus.yml'), 'utf8')
    .replace('127.0.0.1:8000', target)
    .replace('- alerts.yml', `- ${shipped('alerts.yml')}`)
    .replaceAll('15s', '1s');
}

describe.skipIf(missing !== null)(`a real Prometheus${reason}`, () => {
  const started: AsyncDisposable[] = [];
  let prometheus: RunningPrometheus;
  let receipt: Receipt;
  let validation: ValidationResult;
  let published: PublishResult;
  let bytes: number;

  const value = async (promql: string): Promise<number | undefined> => (await prometheus.query(promql))[0]?.value;

  beforeAll(async () => {
    const { engine, folder, target, ...serving } = await serveMetrics();
    started.push(serving);
    const source = join(folder, 'transcriptions.csv');
    copyFileSync(findSample()!, source);
    bytes = statSync(source).size;
    const { load } = await engine.call('load.start', { source: { paths: [source] }, actor });
    ({ receipt, validation } = await engine.call('check.run', { load: load.id, actor }));
    published = await engine.call('publish.run', { load: load.id, target: join(folder, 'bronze'), actor });
    prometheus = await startPrometheus(configFor(target));
    started.push(prometheus);
    await vi.waitFor(async () => expect(await value('sum(bronze_desk_publishes_total)')).toBe(1), { timeout: 60_000 });
  });
  afterAll(async () => {
    for (const each of started.toReversed()) await each[Symbol.asyncDispose]();
  });

  it('reads the target without a complaint', async () => {
    const [target] = await prometheus.targets();
    expect(target).toMatchObject({ health: 'up', lastError: '' });
  });

  it('counts what the receipt says', async () => {
    const open = receipt.rejects - receipt.repaired_rejects;
    expect(await value('ingested_records_total{source="csv",status="success"}')).toBe(receipt.clean);
    expect(await value('ingested_records_total{source="csv",status="quarantined"}')).toBe(receipt.quarantined - open);
    expect(await value('ingested_records_total{source="csv",status="rejected"}')).toBe(receipt.rejects);
    expect(await value('sum(ingested_records_total)')).toBe(receipt.records + receipt.rejects);
    expect(await value('sum(bronze_desk_records)')).toBe(receipt.records + receipt.rejects);
    expect(await value('bronze_desk_records{state="quarantined"}')).toBe(receipt.quarantined);
    expect(await value('ingestion_processing_seconds_count{source="csv"}')).toBe(1);
    expect(await value('bronze_desk_ingested_bytes_total{source="csv"}')).toBe(bytes);
  });

  it('counts what the validation says', async () => {
    for (const { expectation_config: config, result, success } of validation.results) {
      const type = `expectation_type="${config.type}"`;
      const outcome = success ? 'success' : 'failure';
      expect(await value(`bronze_desk_expectations_total{${type},outcome="${outcome}"}`), config.type).toBe(1);
      const findings = Number(result['unexpected_count'] ?? 0);
      expect((await value(`bronze_desk_findings{${type}}`)) ?? 0, config.type).toBe(findings);
    }
    expect(await value('bronze_desk_validations_total{outcome="failure"}')).toBe(1);
  });

  it('counts what was published', async () => {
    const { path, files, rows } = published.publish;
    const written = readdirSync(path, { recursive: true, withFileTypes: true })
      .filter(({ name }) => name.endsWith('.parquet'))
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
    expect(await value('bronze_desk_publishes_total')).toBe(1);
    expect(await value('bronze_desk_published_files_total')).toBe(files);
    expect(await value('bronze_desk_published_records_total')).toBe(rows);
    expect(await value('bronze_desk_published_bytes_total')).toBe(written);
    expect(await value('bronze_desk_publish_seconds_count')).toBe(1);
    expect(await value('bronze_desk_loads{state="published"}')).toBe(1);
  });

  it('answers every question of the dashboard, and those about a load, a check and a publish with figures', async () => {
    const dashboard = JSON.parse(readFileSync(shipped('dashboard.json'), 'utf8')) as {
      panels: { title: string; targets?: { expr: string }[] }[];
    };
    const silentPanels = async (): Promise<string[]> => {
      const silent = new Set<string>();
      for (const { title, targets = [] } of dashboard.panels) {
        for (const { expr } of targets) {
          const asked = expr
            .replaceAll('$instance', '.*')
            .replaceAll('$__rate_interval', '1m')
            .replaceAll('$__range', '1h');
          if ((await prometheus.query(asked)).length === 0) silent.add(title);
        }
      }
      return [...silent];
    };
    // A rate is known from the second scrape on.
    await expect.poll(silentPanels, { timeout: 60_000, interval: 1_000 }).toEqual([
      // Nothing failed, and nothing was consumed.
      'Tasks that failed, by code',
      'Lag',
      'Seconds for a micro-batch',
      'Messages in a micro-batch',
      'State',
      'Since offsets were last committed',
    ]);
  });

  it('loads every alert rule, and none fires but what waits for a person', async () => {
    const names = [...readFileSync(shipped('alerts.yml'), 'utf8').matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
    await expect
      .poll(async () => [...(await prometheus.alertRules()).values()].map(({ health }) => health), { timeout: 60_000 })
      .toEqual(names.map(() => 'ok'));
    const rules = await prometheus.alertRules();
    expect([...rules.keys()]).toEqual(names);
    expect([...rules].filter(([, { state }]) => state === 'firing')).toEqual([]);
    const waiting = async () => (await prometheus.alertRules()).get('BronzeDeskQuarantineWaiting')?.state;
    await expect.poll(waiting, { timeout: 60_000 }).toBe('pending');
  });
});
