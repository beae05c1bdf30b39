/** Promise 4 for metrics: no label's value comes from a record, a key, a path or a person. */
import fc from 'fast-check';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../electron/contract/errors.ts';
import { sourceFormatSchema } from '../../../electron/contract/load.ts';
import { methods } from '../../../electron/contract/methods.ts';
import { expectationTypes } from '../../../electron/engine/checks/registry.ts';
import { BoundedCounter, BoundedGauge, BoundedHistogram } from '../../../electron/engine/metrics/instruments.ts';
import { streamStateSchema } from '../../../electron/contract/stream.ts';
import { consumerErrors, StreamMetrics } from '../../../electron/engine/metrics/stream-metrics.ts';
import { duckdbVersion } from '../../../electron/engine/db/database.ts';
import { parseExposition, readExposition, type Read } from '../../support/exposition.ts';
import { openDesk } from '../../support/open-desk.ts';
import { matches, notNull, suite } from '../../support/suites.ts';

/** Written out once more, so that a list that grows is looked at here. Process metrics have labels of Node's own. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  source: [...sourceFormatSchema.options, 'kafka', 'unknown'],
  status: ['success', 'quarantined', 'rejected', 'error'],
  outcome: ['success', 'failure', 'could_not_run'],
  severity: ['critical', 'warning', 'info'],
  expectation_type: expectationTypes,
  state: [
    ...['clean', 'quarantined', 'corrected', 'waived', 'excluded'],
    ...['unchecked', 'checked', 'published', 'changed_since_publish'],
    ...['done', 'failed', 'cancelled'],
    ...streamStateSchema.options,
  ],
  method: Object.keys(methods),
  code: errorCodes,
  kind: consumerErrors,
  version: ['0.0.0-test'],
  duckdb: [duckdbVersion],
  node: [process.version],
};

function unexpectedLabels({ samples }: Read, more: Readonly<Record<string, readonly string[]>> = {}): string[] {
  return samples
    .filter(({ name }) => /^(bronze_desk|ingest)/.test(name))
    .flatMap(({ name, labels }) =>
      Object.entries(labels)
        .filter(([key]) => key !== 'le')
        .filter(([key, value]) => value !== 'other' && !(allowed[key] ?? more[key] ?? []).includes(value))
        .map(([key, value]) => `${name} ${key} ${value}`),
    );
}

const nasty = 'NASTY"},\n\\ {a="b"} 1\r\n# EOF';

describe('labels', () => {
  it('hold nothing of a source, however nasty its values, its columns, its name and its suite are', async () => {
    const desk = await openDesk();
    const { engine, loadText, check, publish } = desk;
    const cell = `"${nasty.replaceAll('"', '""')}"`;
    const csv = `${cell},note\n${cell},${cell}\n${cell},\n${cell},x,${cell}\n`;
    const dialect = { delimiter: ',', quote: '"', header: true };
    const { load } = await loadText('NASTY {a="b"}.csv', csv, { dialect });
    const named = suite(notNull('note'), matches(nasty, '^NASTY$'), matches(nasty, '('), notNull(nasty), [
      'expect_column_values_to_be_in_set',
      { column: 'note', value_set: [nasty] },
    ]);
    await check(load.id, { ...named, expectation_suite_name: nasty });
    await publish(load.id).catch(() => undefined);
    await loadText('NASTY.json', '[{"NASTY": "NASTY"}]');
    await loadText('NASTY-again.jsonl', '{"a": "NASTY"}\nNASTY\n');
    await desk.load({ paths: [`${desk.files}/NASTY-missing.csv`] }).catch(() => undefined);
    const seen = await readExposition(engine);
    expect(seen.nonZero('ingested_records_total')).toEqual([
      'csv quarantined: 2',
      'csv rejected: 1',
      'jsonl rejected: 1',
      'unknown error: 1',
    ]);
    for (const format of ['prometheus', 'openmetrics'] as const) {
      const read = await readExposition(engine, format);
      expect(read.text).not.toContain('NASTY');
      expect(unexpectedLabels(read)).toEqual([]);
    }
  });

  it('of any instrument are those of its lists, whatever it is told', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a', 'b', 'other', 'A', '__proto__', nasty));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text, fc.nat(9)), { maxLength: 30 }), async (told) => {
        const registry = new Registry();
        const rules = { one: ['a', 'b'] as readonly string[], two: (value: string) => value === 'b' };
        const labels = rules;
        const counter = new BoundedCounter(registry, { name: 'c_total', help: 'c', labels });
        const gauge = new BoundedGauge(registry, { name: 'g', help: 'g', labels });
        const histogram = new BoundedHistogram(registry, { name: 'h', help: 'h', labels }, [1, 5]);
        for (const [one, two, amount] of told) {
          counter.add({ one, two }, amount);
          gauge.set({ one, two }, amount);
          histogram.observe({ one, two }, amount);
        }
        gauge.setAll(told.map(([one, two, amount]) => [{ one, two }, amount]));
        const read = parseExposition(await registry.metrics());
        for (const { labels: served } of read.samples) {
          expect(['a', 'b', 'other']).toContain(served['one']);
          expect(['b', 'other']).toContain(served['two']);
        }
        const sum = (name: string) =>
          read.samples.filter((sample) => sample.name === name).reduce((total, { value }) => total + value, 0);
        const total = told.reduce((running, [, , amount]) => running + amount, 0);
        expect([sum('c_total'), sum('g'), sum('h_sum'), sum('h_count')]).toEqual([total, total, total, told.length]);
      }),
    );
  });

  it('name only topics that the consumer was started for, and partitions within bounds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' })), fc.integer(), async (topics, partition) => {
        const registry = new Registry();
        const stream = new StreamMetrics(registry);
        stream.watch(['notes', ...topics.map((topic) => `${topic}"}\n`)]);
        for (const topic of ['notes', ...topics]) {
          stream.batch(topic, 1, 0.1);
          stream.lag(topic, new Map([[partition, 5]]));
        }
        const read = parseExposition(await registry.metrics());
        const legal = partition >= 0 && partition < 1_000 ? [String(partition)] : [];
        expect(unexpectedLabels(read, { topic: ['notes'], partition: legal })).toEqual([]);
        expect(read.value('bronze_desk_consumer_batch_records_count', { topic: 'notes' })).toBeGreaterThan(0);
      }),
    );
  });

  it('of a consumer tell one state at a time, and only its own partitions', async () => {
    const registry = new Registry();
    const stream = new StreamMetrics(registry);
    const none = parseExposition(await registry.metrics());
    expect(none.samples.filter(({ name }) => name === 'bronze_desk_consumer_state')).toEqual([]);
    stream.watch(['notes']);
    for (const state of streamStateSchema.options) stream.state(state);
    stream.state('consuming');
    stream.lag(
      'notes',
      new Map([
        [0, 3],
        [1, 4],
      ]),
    );
    stream.lag('notes', new Map([[1, 9]]));
    stream.failed('commit');
    stream.reconnected();
    stream.rebalanced();
    stream.committed(new Date(1_700_000_000_500));
    const read = parseExposition(await registry.metrics());
    expect(read.nonZero('bronze_desk_consumer_state')).toEqual(['consuming: 1']);
    expect(read.nonZero('bronze_desk_consumer_lag_records')).toEqual(['notes 1: 9']);
    expect(read.nonZero('bronze_desk_consumer_errors_total')).toEqual(['commit: 1']);
    expect(read.value('bronze_desk_consumer_reconnects_total')).toBe(1);
    expect(read.value('bronze_desk_consumer_rebalances_total')).toBe(1);
    expect(read.value('bronze_desk_consumer_last_commit_timestamp_seconds')).toBe(1_700_000_000.5);
  });
});
