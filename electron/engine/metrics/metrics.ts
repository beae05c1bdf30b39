/**
 * What the engine counts while it works, from the first record on. The two of the first design keep their names; ours
 * carry the product's. Labels are held to their lists by instruments.ts.
 */
import { Registry } from 'prom-client';
import type { ValidationResult } from '../../contract/check.ts';
import type { DeskEvent } from '../../contract/events.ts';
import { duckdbVersion } from '../db/database.ts';
import { BoundedCounter, BoundedGauge, BoundedHistogram, secondsBuckets } from './instruments.ts';
import {
  codes,
  defaultSeverity,
  ingestStatuses,
  outcomes,
  severities,
  sources,
  taskEnds,
  taskMethods,
  types,
  type IngestStatus,
  type MetricSource,
  type Outcome,
} from './labels.ts';
import { StoreGauges } from './store-gauges.ts';
import { StreamMetrics } from './stream-metrics.ts';

export interface Written {
  readonly files: number;
  readonly rows: number;
  readonly bytes: number;
}

export class Metrics {
  readonly registry = new Registry();
  readonly store: StoreGauges;
  readonly stream: StreamMetrics;

  readonly #records = new BoundedCounter(this.registry, {
    name: 'ingested_records_total',
    help: 'Records taken in, by source format and what became of them at the first check; error: loads that failed, one each.',
    labels: { source: sources, status: ingestStatuses },
  });
  readonly #loadSeconds = new BoundedHistogram(
    this.registry,
    {
      name: 'ingestion_processing_seconds',
      help: 'Seconds from the start of a load to its receipt.',
      labels: { source: sources },
    },
    secondsBuckets,
  );
  readonly #loadBytes = new BoundedCounter(this.registry, {
    name: 'bronze_desk_ingested_bytes_total',
    help: 'Bytes of the sources that were loaded, as they lay on disk or in the topic.',
    labels: { source: sources },
  });
  readonly #validations = new BoundedCounter(this.registry, {
    name: 'bronze_desk_validations_total',
    help: 'Runs of a suite over a load; could_not_run: at least one expectation of it could not run.',
    labels: { outcome: outcomes },
  });
  readonly #validationSeconds = new BoundedHistogram(
    this.registry,
    {
      name: 'bronze_desk_validation_seconds',
      help: 'Seconds from the start of a check to its result.',
      labels: { source: sources },
    },
    secondsBuckets,
  );
  readonly #expectations = new BoundedCounter(this.registry, {
    name: 'bronze_desk_expectations_total',
    help: 'Expectations evaluated by validations.',
    labels: { expectation_type: types, severity: severities, outcome: outcomes },
  });
  readonly #publishes = new BoundedCounter(this.registry, {
    name: 'bronze_desk_publishes_total',
    help: 'Publishes that came to stand in bronze.',
    labels: {},
  });
  readonly #publishedRecords = new BoundedCounter(this.registry, {
    name: 'bronze_desk_published_records_total',
    help: 'Records written to bronze.',
    labels: {},
  });
  readonly #publishedFiles = new BoundedCounter(this.registry, {
    name: 'bronze_desk_published_files_total',
    help: 'Data files written to bronze.',
    labels: {},
  });
  readonly #publishedBytes = new BoundedCounter(this.registry, {
    name: 'bronze_desk_published_bytes_total',
    help: 'Bytes of the data files written to bronze.',
    labels: {},
  });
  readonly #publishSeconds = new BoundedHistogram(
    this.registry,
    {
      name: 'bronze_desk_publish_seconds',
      help: 'Seconds from the start of a publish until it stands in bronze.',
      labels: {},
    },
    secondsBuckets,
  );
  readonly #tasks = new BoundedCounter(this.registry, {
    name: 'bronze_desk_tasks_total',
    help: 'Tasks that ended, by how.',
    labels: { method: taskMethods, state: taskEnds },
  });
  // Not by method as well: so few series can be served from the start, and an alert then sees the very first failure.
  readonly #taskFailures = new BoundedCounter(this.registry, {
    name: 'bronze_desk_task_failures_total',
    help: 'Tasks that failed, by error code; a task that somebody cancelled has not failed.',
    labels: { code: codes },
  });
  readonly #tasksRunning = new BoundedGauge(this.registry, {
    name: 'bronze_desk_tasks_running',
    help: 'Tasks under way.',
    labels: { method: taskMethods },
  });

  constructor(appVersion: string) {
    const versions = { version: appVersion, duckdb: duckdbVersion, node: process.version };
    const info = new BoundedGauge(this.registry, {
      name: 'bronze_desk_build_info',
      help: 'Always 1; its labels say what runs.',
      labels: { version: [appVersion], duckdb: [duckdbVersion], node: [process.version] },
    });
    info.set(versions, 1);
    this.store = new StoreGauges(this.registry);
    this.stream = new StreamMetrics(this.registry);
  }

  ingested(source: MetricSource, status: IngestStatus, records: number): void {
    this.#records.add({ source, status }, records);
  }

  /** A load that stands: its source's bytes, and the seconds it took. */
  loaded(source: MetricSource, bytes: number, seconds: number): void {
    this.#loadBytes.add({ source }, bytes);
    this.#loadSeconds.observe({ source }, seconds);
  }

  /** A micro-batch that stands: the seconds from its first message on. */
  streamed(seconds: number): void {
    this.#loadSeconds.observe({ source: 'kafka' }, seconds);
  }

  validated(source: MetricSource, { results }: ValidationResult, seconds: number): void {
    let outcome: Outcome = 'success';
    for (const result of results) {
      const own = result.meta.could_not_run ? 'could_not_run' : result.success ? 'success' : 'failure';
      if (own === 'could_not_run' || outcome === 'success') outcome = own;
      const { type, severity = defaultSeverity } = result.expectation_config;
      this.#expectations.add({ expectation_type: type, severity, outcome: own });
    }
    this.#validations.add({ outcome });
    this.#validationSeconds.observe({ source }, seconds);
  }

  /** A publish that stands in bronze, and what it wrote. */
  published({ files, rows, bytes }: Written): void {
    this.#publishes.add({});
    this.#publishedFiles.add({}, files);
    this.#publishedRecords.add({}, rows);
    this.#publishedBytes.add({}, bytes);
  }

  publishTook(seconds: number): void {
    this.#publishSeconds.observe({}, seconds);
  }

  tasksRunning(running: ReadonlyMap<string, number>): void {
    this.#tasksRunning.setAll(taskMethods.map((method) => [{ method }, running.get(method) ?? 0]));
  }

  /** The engine's events, which tell of every load that changed and every task that ended. */
  heard(event: DeskEvent): void {
    if (event.event !== 'task.changed') {
      this.store.changed(event.load);
      return;
    }
    const { method, state, failure } = event.task;
    if (state === 'running') return;
    this.#tasks.add({ method, state });
    if (state === 'failed' && failure !== null) this.#taskFailures.add({ code: failure.code });
  }
}
