/**
 * The script: reads the source, lays a patch over it, checks it, and writes bronze, quarantine, rejects and a summary. It
 * needs nothing but Spark: `spark-sql -f run.sql`.
 */
import type { Column } from '../../contract/load.ts';
import { sparkMarks, type SparkPlan } from '../../contract/spark.ts';
import type { AggregateRule, RowRule } from '../checks/expectation.ts';
import { findingValue, flagsFor, termsFor, verdictQuery, type Asked } from '../checks/run/flags.sql.ts';
import type { Relation } from '../checks/run/relation.ts';
import { sparkDialect } from '../checks/spark-dialect.sql.ts';
import { findingsColumn, ingestDate } from '../publish/bronze-columns.ts';
import { sparkIdent, sparkPath, sparkText } from './quote.sql.ts';
import type { SourceView } from './source-view.sql.ts';

export interface Statement {
  /** Begins a step that a person can follow. */
  readonly step?: string;
  readonly text: string;
}

export interface ScriptParts {
  readonly plan: SparkPlan;
  readonly views: readonly { readonly name: string; readonly view: SourceView; readonly columns: readonly string[] }[];
  readonly rows: readonly (Asked<RowRule> & { readonly key: string })[];
  readonly aggregates: readonly Asked<AggregateRule>[];
}

/** What the script relies on, whatever the cluster's own settings are. */
const settings = [
  'SET spark.sql.ansi.enabled = true',
  'SET spark.sql.session.timeZone = UTC',
  'SET spark.sql.caseSensitive = true',
  'SET spark.sql.mapKeyDedupPolicy = EXCEPTION',
  'SET spark.sql.parquet.outputTimestampType = TIMESTAMP_MICROS',
  'SET spark.sql.legacy.allowNonEmptyLocationInCTAS = false',
  'SET spark.sql.sources.partitionColumnTypeInference.enabled = false',
  String.raw`SELECT assert_true(length('\\') = 1, 'Set spark.sql.parser.escapedStringLiterals to false: the texts in this script are written so.')`,
];

export const recordsRelation = (columns: readonly Column[]): Relation => ({
  from: 'bd_records',
  columns,
  key: 'bd_key',
});

export function scriptStatements(parts: ScriptParts): Statement[] {
  const { plan, views } = parts;
  const several = views.flatMap(({ view }) => view.statements).map((text) => ({ text }));
  return [
    ...settings.map((text) => ({ text })),
    ...several,
    { step: 'reading the source', text: readAll(parts) },
    ...guards(parts),
    ...patchStatements(plan),
    { text: checked(parts) },
    { step: 'checking', text: verdictTable(parts) },
    ...strays(parts),
    { step: 'writing bronze', text: writeBronze(plan) },
    { text: 'DROP TABLE bd_bronze' },
    { step: 'writing the quarantine', text: writeQuarantine(plan) },
    { text: writeRejects(plan) },
    { step: 'summing up', text: writeSummary(plan) },
    {
      text: `SELECT ${sparkText(sparkMarks.summary)}, to_json(struct(*), map('ignoreNullFields', 'false')) FROM bd_summary`,
    },
  ];
}

const names = (columns: readonly { name: string }[], from = ''): string =>
  columns.map(({ name }) => `${from}${sparkIdent(name)}`).join(', ');

function readAll({ plan, views }: ScriptParts): string {
  const parts = views.map(({ name, view, columns }) => {
    const own = plan.columns.map((column) =>
      columns.includes(column.name) ? sparkIdent(column.name) : `NULL AS ${sparkIdent(column.name)}`,
    );
    return `SELECT bd_file, bd_key, bd_reject, CASE WHEN bd_reject IS NOT NULL THEN bd_raw END AS bd_raw, ${view.mayStop ?? 'FALSE'} AS bd_stop,
  ${own.join(', ')}
FROM ${name}`;
  });
  return `CACHE TABLE bd_source AS\n${parts.join('\nUNION ALL\n')}`;
}

/** Everything that must stop the run, before a file is written. */
function guards({ plan, views }: ScriptParts): Statement[] {
  const open = views.some(({ view }) => view.mayStop !== null)
    ? [
        {
          text: `SELECT assert_true(count_if(bd_stop) = 0, ${sparkText('A line opens a quote and does not close it: values may hold line breaks. Plan again with --multiline. Nothing was published.')}) FROM bd_source`,
        },
      ]
    : [];
  const partitions = plan.partition_by
    .filter((name) => name !== ingestDate)
    .map((name) => ({
      text: `SELECT assert_true(count_if(${sparkIdent(name)} IN ('', '__HIVE_DEFAULT_PARTITION__')) = 0, ${sparkText(`A value of ${name} is empty text or __HIVE_DEFAULT_PARTITION__, which Spark cannot tell from no value in a folder's name. Partition by another column, or publish in the desk. Nothing was published.`)}) FROM bd_source WHERE bd_reject IS NULL`,
    }));
  return [...open, ...partitions];
}

const noPatch = `CREATE TEMPORARY VIEW bd_patch AS
SELECT CAST(NULL AS STRING) AS bd_key, FALSE AS bd_excluded, FALSE AS bd_changed, CAST(array() AS ARRAY<STRING>) AS bd_waived, CAST(NULL AS STRING) AS bd_unused WHERE FALSE`;

/** `bd_all` is every record as decided; `bd_records` those the suite is asked about, as in the desk without the excluded. */
function patchStatements(plan: SparkPlan): Statement[] {
  const patched = plan.patch !== null;
  const own = plan.columns.map(({ name }) => {
    const column = sparkIdent(name);
    return patched ? `CASE WHEN p.bd_changed THEN p.${column} ELSE s.${column} END AS ${column}` : `s.${column}`;
  });
  return [
    {
      text: patched
        ? `CREATE TEMPORARY VIEW bd_patch USING parquet OPTIONS (path ${sparkPath(plan.patch ?? '')})`
        : noPatch,
    },
    {
      text: `CREATE TEMPORARY VIEW bd_all AS
SELECT s.bd_file, s.bd_key, coalesce(p.bd_excluded, FALSE) AS bd_excluded, coalesce(p.bd_changed, FALSE) AS bd_changed,
  coalesce(p.bd_waived, CAST(array() AS ARRAY<STRING>)) AS bd_waived,
  ${own.join(',\n  ')}
FROM bd_source s LEFT JOIN bd_patch p ON s.bd_key = p.bd_key
WHERE s.bd_reject IS NULL`,
    },
    {
      text: `CREATE TEMPORARY VIEW bd_records AS
SELECT * FROM bd_all WHERE NOT bd_excluded`,
    },
  ];
}

const finding = 'STRUCT<expectation_key: STRING, column: STRING, value: STRING>';

function checked({ plan, rows }: ScriptParts): string {
  const relation = recordsRelation(plan.columns);
  // An expectation that the suite has twice says the same twice.
  const distinct = [...new Map(rows.map((row) => [row.key, row])).values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const flags = distinct.map(
    ({ index, rule }) => `${flagsFor(termsFor(sparkDialect, relation, rule), rule).unexpected} AS bd_u${index}`,
  );
  const findings = distinct.map(
    ({ index, key, rule }) =>
      `CASE WHEN bd_u${index} THEN named_struct('expectation_key', ${sparkText(key)}, 'column', ${sparkText(rule.columns.join(', '))}, 'value', ${findingValue(sparkDialect, rule)}) END`,
  );
  return `CREATE TEMPORARY VIEW bd_checked AS
SELECT *, CASE
    WHEN exists(bd_findings, f -> NOT array_contains(bd_waived, f.expectation_key)) THEN 'quarantined'
    WHEN size(bd_findings) > 0 THEN 'waived'
    WHEN bd_changed THEN 'corrected'
    ELSE 'clean' END AS bd_state
FROM (
  SELECT bd_file, bd_key, bd_changed, bd_waived, ${names(plan.columns)},
    CAST(filter(array(${findings.join(',\n      ')}), f -> f IS NOT NULL) AS ARRAY<${finding}>) AS bd_findings
  FROM (
    SELECT *${flags.map((flag) => `,\n      ${flag}`).join('')}
    FROM bd_records))`;
}

/** Run once, then kept: the summary is written and shown. */
function verdictTable({ plan, rows, aggregates }: ScriptParts): string {
  const query =
    rows.length + aggregates.length === 0
      ? 'SELECT TRUE AS nothing_asked'
      : verdictQuery(sparkDialect, recordsRelation(plan.columns), rows, aggregates);
  const states = ['clean', 'corrected', 'waived', 'quarantined'];
  return `CACHE TABLE bd_summary AS
SELECT ${sparkText(plan.id)} AS plan,
  (SELECT count(*) FROM bd_source WHERE bd_reject IS NULL) AS records,
  (SELECT count(*) FROM bd_source WHERE bd_reject IS NOT NULL) AS rejects,
  ${states.map((state) => `counts.${state}`).join(', ')},
  (SELECT count(*) FROM bd_all WHERE bd_excluded) AS excluded,
  (SELECT struct(*) FROM (${query})) AS verdict
FROM (SELECT ${states.map((state) => `count_if(bd_state = '${state}') AS ${state}`).join(', ')} FROM bd_checked) counts`;
}

/** An aggregate over texts that are not all numbers has no verdict, and what has none is not published. */
function strays({ plan, aggregates }: ScriptParts): Statement[] {
  const relation = recordsRelation(plan.columns);
  return aggregates.flatMap(({ index, rule }) => {
    const observed = rule.observe(termsFor(sparkDialect, relation, rule), sparkDialect.always(true));
    if (!('strays' in observed)) return [];
    const why = `“${rule.sentence}” could not be run: some values of ${rule.columns.join(', ')} are not what it is about. Correct or exclude those records first, or take it out of the suite. Nothing was published.`;
    return [
      { text: `SELECT assert_true(verdict.${sparkIdent(`a${index}_strays`)} = 0, ${sparkText(why)}) FROM bd_summary` },
    ];
  });
}

function lineage(plan: SparkPlan, state: string): string {
  return `CAST(${sparkText(plan.planned_at)} AS TIMESTAMP) AS ingest_timestamp, ${sparkText(plan.id)} AS _load_id, bd_file AS _source_file,
  CAST(NULL AS BIGINT) AS _source_line, concat(${sparkText(`${plan.id}:`)}, bd_key) AS _record_id, ${state} AS _review_state`;
}

function writeBronze(plan: SparkPlan): string {
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

const writeQuarantine = (plan: SparkPlan): string => `INSERT OVERWRITE DIRECTORY ${sparkText(plan.quarantine)}
USING parquet OPTIONS (compression '${plan.compression}')
SELECT ${names(plan.columns)},
  ${lineage(plan, 'bd_state')}, bd_findings AS ${findingsColumn}
FROM bd_checked WHERE bd_state = 'quarantined'
UNION ALL
SELECT ${names(plan.columns)},
  ${lineage(plan, "'excluded'")}, CAST(array() AS ARRAY<${finding}>) AS ${findingsColumn}
FROM bd_all WHERE bd_excluded`;

const writeRejects = (plan: SparkPlan): string => `INSERT OVERWRITE DIRECTORY ${sparkText(plan.rejects)}
USING parquet OPTIONS (compression '${plan.compression}')
SELECT bd_file AS _source_file, concat(${sparkText(`${plan.id}:`)}, bd_key) AS _record_id, bd_reject AS reason, bd_raw AS raw
FROM bd_source WHERE bd_reject IS NOT NULL`;

const writeSummary = (plan: SparkPlan): string => `INSERT OVERWRITE DIRECTORY ${sparkText(plan.summary)}
USING json OPTIONS (ignoreNullFields 'false')
SELECT /*+ COALESCE(1) */ * FROM bd_summary`;
