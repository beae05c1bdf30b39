/** Prometheus's instruments with their labels held to what is allowed: see labels.ts. No other file makes one. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { bounded, combinations, type LabelRules, type Labels } from './labels.ts';

interface Named<Rules extends LabelRules> {
  readonly name: string;
  readonly help: string;
  readonly labels: Rules;
}

const servedFromTheStart = 64;

/** Where they are few they are served as zeros from the start: a rate sees only increases of series it has seen before. */
function knownSeries(rules: LabelRules): Record<string, string>[] {
  const known = combinations(rules);
  return known.length <= servedFromTheStart ? known : [];
}

export class BoundedCounter<Rules extends LabelRules> {
  readonly #rules: Rules;
  readonly #counter: Counter;

  constructor(registry: Registry, { name, help, labels }: Named<Rules>) {
    this.#rules = labels;
    this.#counter = new Counter({ name, help, labelNames: Object.keys(labels), registers: [registry] });
    for (const each of knownSeries(labels)) this.#counter.inc(each, 0);
  }

  add(labels: Labels<Rules>, amount = 1): void {
    this.#counter.inc(bounded(this.#rules, labels), amount);
  }
}

export class BoundedHistogram<Rules extends LabelRules> {
  readonly #rules: Rules;
  readonly #histogram: Histogram;

  constructor(registry: Registry, { name, help, labels }: Named<Rules>, buckets: readonly number[]) {
    this.#rules = labels;
    this.#histogram = new Histogram({
      name,
      help,
      labelNames: Object.keys(labels),
      buckets: [...buckets],
      registers: [registry],
    });
    for (const each of knownSeries(labels)) this.#histogram.zero(each);
  }

  /** Serves a series that is known only now, before anything was observed of it. */
  start(labels: Labels<Rules>): void {
    this.#histogram.zero(bounded(this.#rules, labels));
  }

  observe(labels: Labels<Rules>, value: number): void {
    this.#histogram.observe(bounded(this.#rules, labels), value);
  }
}

export class BoundedGauge<Rules extends LabelRules> {
  readonly #rules: Rules;
  readonly #gauge: Gauge;

  constructor(registry: Registry, { name, help, labels }: Named<Rules>) {
    this.#rules = labels;
    this.#gauge = new Gauge({ name, help, labelNames: Object.keys(labels), registers: [registry] });
  }

  set(labels: Labels<Rules>, value: number): void {
    this.#gauge.set(bounded(this.#rules, labels), value);
  }

  /** Sets all of its series at once and drops those not among them; what shares a label once it is bounded adds up. */
  setAll(series: Iterable<readonly [Labels<Rules>, number]>): void {
    this.#gauge.reset();
    for (const [labels, value] of series) this.#gauge.inc(bounded(this.#rules, labels), value);
  }
}

/** One without labels. */
export type PlainGauge = BoundedGauge<LabelRules>;

/**
 * Upper bounds in seconds, in steps of 1-2-5 so that a quantile is off by a factor of 2.5 at most: a micro-batch takes
 * tens of milliseconds, a file a second or a minute, the largest an hour.
 */
export const secondsBuckets = [
  0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600, 1_800, 3_600,
] as const;
