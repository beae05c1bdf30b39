/** The manifest of a publish that Spark wrote: the desk's own format, its figures the run's. */
import type { Receipt } from '../../contract/load.ts';
import { manifestSchema, type Manifest, type PublishedFile } from '../../contract/publish.ts';
import { sparkJudgedSchema, type SparkPlan, type SparkSummary } from '../../contract/spark.ts';
import type { Head } from '../audit/chain.ts';
import { suiteHash } from '../checks/suite/identity.ts';
import { publishHere } from './address-here.ts';

export interface RunOutcome {
  readonly plan: SparkPlan;
  /** The bronze folder as this machine sees it. */
  readonly target: string;
  readonly summary: SparkSummary;
  readonly files: readonly PublishedFile[];
  readonly quarantine: readonly PublishedFile[];
  readonly actor: string;
  readonly accepted: Manifest['could_not_run_accepted'];
  readonly trail: Head;
  readonly appVersion: string;
}

/** As the script writes them. */
const lineageTypes = [
  { name: 'ingest_timestamp', type: 'TIMESTAMP WITH TIME ZONE' },
  { name: '_load_id', type: 'VARCHAR' },
  { name: '_source_file', type: 'VARCHAR' },
  { name: '_source_line', type: 'BIGINT' },
  { name: '_record_id', type: 'VARCHAR' },
  { name: '_review_state', type: 'VARCHAR' },
];

export function runManifest(outcome: RunOutcome): Manifest {
  const { plan, files, quarantine } = outcome;
  return manifestSchema.parse({
    format: 'bronze-desk-manifest/1',
    app_version: outcome.appVersion,
    publish_id: plan.id,
    published_at: new Date().toISOString(),
    published_by: outcome.actor,
    ingest_timestamp: plan.planned_at,
    load: {
      id: plan.id,
      source: plan.sources.map(({ read }) => read).join('\n'),
      sha256: null,
      bytes: null,
      format: plan.sources[0]?.format ?? 'csv',
      dialect: plan.sources[0]?.dialect ?? null,
    },
    suite: { name: plan.suite.name, sha256: suiteHash(plan.suite), validation: plan.id },
    receipt: receiptOfRun(outcome.summary),
    counts: {
      rows: sum(files, ({ rows }) => rows),
      files: files.length,
      bytes: sum(files, ({ bytes }) => bytes),
      quarantine_rows: sum(quarantine, ({ rows }) => rows),
    },
    partition_by: plan.partition_by,
    compression: plan.compression,
    schema: [
      ...plan.columns.map(({ name, type, renamed }) => ({
        name,
        type,
        ...(renamed === undefined ? {} : { source_name: renamed.from }),
      })),
      ...lineageTypes,
    ],
    files: [...files],
    quarantine_files: [...quarantine],
    could_not_run_accepted: outcome.accepted,
    audit_head: outcome.trail.hash,
    audit_events: outcome.trail.seq,
    supersedes: plan.supersedes === null ? null : publishHere(plan.supersedes, plan, outcome.target),
  } satisfies Manifest);
}

const sum = (files: readonly PublishedFile[], of: (file: PublishedFile) => number): number =>
  files.reduce((total, file) => total + of(file), 0);

/** Balances when what became of records and rejects adds up to what was read. */
export function receiptOfRun(summary: SparkSummary): Receipt {
  const counts = sparkJudgedSchema.shape.counts.parse(summary);
  const { records, rejects } = counts;
  const accounted = counts.clean + counts.corrected + counts.waived + counts.excluded + counts.quarantined;
  return {
    physical_lines: records + rejects,
    record_lines: records + rejects,
    reject_lines: rejects,
    non_record_lines: 0,
    ...counts,
    balanced: accounted === records + counts.repaired_records + rejects - counts.repaired_rejects,
    problem: null,
    notes: [
      'Lines were not counted: Spark reads a source in pieces, so each record and each reject stands for one line.',
    ],
  };
}
