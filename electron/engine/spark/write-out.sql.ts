/** The end of the script: bronze, quarantine, rejects and summary as files. */
import type { SparkPlan } from '../../contract/spark.ts';
import { findingsColumn, ingestDate } from '../publish/bronze-columns.ts';
import { sparkIdent, sparkText } from './quote.sql.ts';

export const names = (columns: readonly { name: string }[]): string =>
  columns.map(({ name }) => sparkIdent(name)).join(', ');

/** The load that a patch was written from and that holds this one already; null where no review has it yet. */
export const reviewedIn = '_review_load';

/** As the desk's quarantine has them. */
export const finding = 'STRUCT<expectation_key: STRING, column: STRING, value: STRING>';

function lineage(plan: SparkPlan, state: string): string {
  return `CAST(${sparkText(plan.planned_at)} AS TIMESTAMP) AS ingest_timestamp, ${sparkText(plan.id)} AS _load_id, bd_file AS _source_file,
  CAST(NULL AS BIGINT) AS _source_line, concat(${sparkText(`${plan.id}:`)}, bd_key) AS _record_id, ${state} AS _review_state`;
}

export function writeBronze(plan: SparkPlan): string {
  const { partition_by: by } = plan;
  const date = by.includes(ingestDate) ? `, ${sparkText(plan.planned_at.slice(0, 10))} AS ${ingestDate}` : '';
  const partitioned = by.length === 0 ? '' : `\nPARTITIONED BY (${by.map(sparkIdent).join(', ')})`;
  // Spark wants the partition columns last, in their order, and leaves them out of the files as DuckDB does.
  const last = by.filter((name) => name !== ingestDate);
  const own = plan.columns.filter(({ name }) => !last.includes(name));
  const tail = by.map((name) => (name === ingestDate ? ingestDate : sparkIdent(name)));
  return `CREATE TABLE bd_bronze USING parquet OPTIONS (compression '${plan.compression}')${partitioned}
LOCATION ${sparkText(plan.publish)} AS
SELECT ${[...own.map(({ name }) => sparkIdent(name)), 'ingest_timestamp', '_load_id', '_source_file', '_source_line', '_record_id', '_review_state', ...tail].join(', ')}
FROM (
SELECT ${names(plan.columns)},
  ${lineage(plan, 'bd_state')}${date}
FROM bd_checked WHERE bd_state <> 'quarantined')`;
}

export const writeQuarantine = (plan: SparkPlan): string => `INSERT OVERWRITE DIRECTORY ${sparkText(plan.quarantine)}
USING parquet OPTIONS (compression '${plan.compression}')
SELECT ${names(plan.columns)},
  ${lineage(plan, 'bd_state')}, bd_findings AS ${findingsColumn}, bd_load AS ${reviewedIn}
FROM bd_checked WHERE bd_state = 'quarantined'
UNION ALL
SELECT ${names(plan.columns)},
  ${lineage(plan, "'excluded'")}, CAST(array() AS ARRAY<${finding}>) AS ${findingsColumn}, bd_load AS ${reviewedIn}
FROM bd_all WHERE bd_excluded`;

export const writeRejects = (plan: SparkPlan): string => `INSERT OVERWRITE DIRECTORY ${sparkText(plan.rejects)}
USING parquet OPTIONS (compression '${plan.compression}')
SELECT bd_number AS source, bd_file AS _source_file, concat(${sparkText(`${plan.id}:`)}, bd_key) AS _record_id,
  CASE WHEN bd_excluded THEN 'excluded' ELSE 'quarantined' END AS _review_state, bd_reject AS reason, bd_raw AS raw, bd_load AS ${reviewedIn}
FROM bd_rejects`;

export const writeSummary = (plan: SparkPlan): string => `INSERT OVERWRITE DIRECTORY ${sparkText(plan.summary)}
USING json OPTIONS (ignoreNullFields 'false')
SELECT /*+ COALESCE(1) */ * FROM bd_summary`;
