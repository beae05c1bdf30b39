/**
 * Counters kept from the first record on, under the names the first design gave them. Labels are formats and states,
 * never a value, a key or a path.
 */
import type { Metric } from '../../contract/metrics.ts';
import type { SourceFormat } from '../../contract/load.ts';

export const ingestStatuses = ['success', 'quarantined', 'rejected'] as const;
export type IngestStatus = (typeof ingestStatuses)[number];

/** Upper bounds in seconds. */
const secondsBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800] as const;

interface Histogram {
  counts: number[];
  sum: number;
  count: number;
}

export class Metrics {
  readonly #records = new Map<string, { source: SourceFormat; status: IngestStatus; value: number }>();
  readonly #seconds = new Map<SourceFormat, Histogram>();

  ingested(source: SourceFormat, status: IngestStatus, records: number): void {
    if (records === 0) return;
    const key = `${source} ${status}`;
    const sample = this.#records.get(key) ?? { source, status, value: 0 };
    sample.value += records;
    this.#records.set(key, sample);
  }

  processed(source: SourceFormat, seconds: number): void {
    const histogram = this.#seconds.get(source) ?? { counts: secondsBuckets.map(() => 0), sum: 0, count: 0 };
    secondsBuckets.forEach((bound, index) => {
      if (seconds <= bound) histogram.counts[index] = (histogram.counts[index] ?? 0) + 1;
    });
    histogram.sum += seconds;
    histogram.count += 1;
    this.#seconds.set(source, histogram);
  }

  read(): Metric[] {
    return [
      {
        name: 'ingested_records_total',
        help: 'Records taken in, by source format and what became of them.',
        type: 'counter',
        samples: [...this.#records.values()].map(({ source, status, value }) => ({
          labels: { source, status },
          value,
        })),
      },
      {
        name: 'ingestion_processing_seconds',
        help: 'Seconds from the start of a load to its receipt, or of a check to its result.',
        type: 'histogram',
        samples: [...this.#seconds.entries()].map(([source, histogram]) => ({
          labels: { source },
          value: histogram.sum,
          count: histogram.count,
          buckets: [
            ...secondsBuckets.map((le, index) => ({ le, count: histogram.counts[index] ?? 0 })),
            { le: null, count: histogram.count },
          ],
        })),
      },
    ];
  }
}
