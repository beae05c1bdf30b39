/**
 * The script: reads the source, lays a patch over it, checks it, and writes bronze, quarantine, rejects and a summary. It
 * needs nothing but Spark: `spark-sql -f run.sql`.
 */
import { sparkMarks, type SparkPlan } from '../../contract/spark.ts';
import { releasableStates } from '../../contract/words.ts';
import { findingValue, flagsFor, termsFor, verdictQuery } from '../checks/run/flags.sql.ts';
import { sparkDialect } from '../checks/spark-dialect.sql.ts';
import {
  oneDecisionEach,
  openQuotes,
  partitionsOfSource,
  readAsNull,
  reviewedApart,
  sameColumns,
  strays,
  unspellable,
} from './guards.sql.ts';
import { patternOf, sparkIdent, sparkText } from './quote.sql.ts';
import { recordsRelation, type ScriptParts, type Statement } from './script-parts.ts';
import { finding, names, writeBronze, writeQuarantine, writeRejects, writeSummary } from './write-out.sql.ts';

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

export function scriptStatements(parts: ScriptParts): Statement[] {
  const { plan, views } = parts;
  const several = views.flatMap(({ view }) => view.statements).map((text) => ({ text }));
  return [
    ...settings.map((text) => ({ text })),
    ...several,
    ...readAll(parts),
    ...openQuotes(parts),
    ...patchStatements(plan),
    { text: checked(parts) },
    { step: 'checking', text: verdictTable(parts) },
    ...strays(parts),
    ...reviewedApart(parts),
    ...unspellable(plan),
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

/** `bd_source` is every record and every reject, read once. */
function readAll({ plan, views }: ScriptParts): Statement[] {
  const step = 'reading the source';
  const headers = views.some(({ view }) => view.mayBeHeader !== null);
  const parts = views.map(({ name, view, columns }, number) => {
    const own = plan.columns.map(({ name: column }) => {
      const named = columns.find((each) => each.toLowerCase() === column.toLowerCase());
      return `${named === undefined ? 'NULL' : sparkIdent(named)} AS ${sparkIdent(column)}`;
    });
    return `SELECT ${number} AS bd_number, bd_file, bd_key, bd_reject, CASE WHEN bd_reject IS NOT NULL THEN bd_raw END AS bd_raw, ${view.mayStop ?? 'FALSE'} AS bd_stop,${headers ? ` ${view.mayBeHeader ?? 'FALSE'} AS bd_header,` : ''}
  ${own.join(', ')}
FROM ${name}`;
  });
  const all = parts.join('\nUNION ALL\n');
  if (!headers) return [{ step, text: `CACHE TABLE bd_source AS\n${all}` }];
  // A file has one header; what says the same again is a record, and which of them is which makes no difference.
  return [
    { step, text: `CACHE TABLE bd_read AS\n${all}` },
    {
      text: `CREATE TEMPORARY VIEW bd_source AS
SELECT * EXCEPT (bd_header) FROM bd_read WHERE NOT bd_header
UNION ALL
SELECT * EXCEPT (bd_header, bd_copy)
FROM (SELECT *, row_number() OVER (PARTITION BY bd_number, bd_file ORDER BY bd_key) AS bd_copy FROM bd_read WHERE bd_header)
WHERE bd_copy > 1`,
    },
  ];
}

const noPatch = `CREATE TEMPORARY VIEW bd_patch AS
SELECT CAST(NULL AS STRING) AS bd_key, FALSE AS bd_of_reject, FALSE AS bd_excluded, FALSE AS bd_changed, CAST(array() AS ARRAY<STRING>) AS bd_waived, CAST(NULL AS STRING) AS bd_load WHERE FALSE`;

/**
 * `bd_all` is every record as decided, with those that repairs made of rejects; `bd_records` those the suite is asked about,
 * as in the desk without the excluded; `bd_rejects` the rejects that nobody repaired.
 */
function patchStatements(plan: SparkPlan): Statement[] {
  const patched = plan.patch !== null;
  const own = plan.columns.map(({ name }) => {
    const column = sparkIdent(name);
    return patched ? `CASE WHEN p.bd_changed THEN p.${column} ELSE s.${column} END AS ${column}` : `s.${column}`;
  });
  return [
    {
      text: patched
        ? `CREATE TEMPORARY VIEW bd_patch USING parquet OPTIONS (path ${sparkText(patternOf(plan.patch ?? ''))})`
        : noPatch,
    },
    ...(patched ? [sameColumns(plan), oneDecisionEach()] : []),
    {
      text: `CREATE TEMPORARY VIEW bd_all AS
SELECT s.bd_file, s.bd_key, s.bd_reject IS NOT NULL AS bd_of_reject,
  coalesce(p.bd_excluded, FALSE) AS bd_excluded, coalesce(p.bd_changed, FALSE) AS bd_changed,
  coalesce(p.bd_waived, CAST(array() AS ARRAY<STRING>)) AS bd_waived, p.bd_load,
  ${own.join(',\n  ')}
FROM bd_source s LEFT JOIN bd_patch p ON s.bd_key = p.bd_key AND (s.bd_reject IS NOT NULL) = p.bd_of_reject
WHERE s.bd_reject IS NULL OR p.bd_changed`,
    },
    {
      text: `CREATE TEMPORARY VIEW bd_rejects AS
SELECT s.bd_number, s.bd_file, s.bd_key, s.bd_reject, s.bd_raw, coalesce(p.bd_excluded, FALSE) AS bd_excluded, p.bd_load
FROM bd_source s LEFT JOIN bd_patch p ON s.bd_key = p.bd_key AND p.bd_of_reject
WHERE s.bd_reject IS NOT NULL AND NOT coalesce(p.bd_changed, FALSE)`,
    },
    {
      text: `CREATE TEMPORARY VIEW bd_records AS
SELECT * FROM bd_all WHERE NOT bd_excluded`,
    },
  ];
}

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
  SELECT bd_file, bd_key, bd_changed, bd_waived, bd_load, ${names(plan.columns)},
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
  const rejects = (which: string): string => `(SELECT count(*) FROM bd_rejects${which})`;
  const released = `bd_state <> 'quarantined'`;
  const counted = [
    ...[...releasableStates, 'quarantined'].map((state) => `count_if(bd_state = '${state}') AS ${state}`),
    `CAST(array(${partitionsOfSource(plan)
      .map(
        (name) =>
          `count_if(${released} AND lower(CAST(${sparkIdent(name)} AS STRING)) IN (${readAsNull.map(sparkText).join(', ')}))`,
      )
      .join(', ')}) AS ARRAY<BIGINT>) AS unspellable`,
  ];
  // As a receipt of the desk counts: rejects are quarantined and excluded as records are.
  return `CACHE TABLE bd_summary AS
SELECT ${sparkText(plan.id)} AS plan,
  (SELECT count(*) FROM bd_source WHERE bd_reject IS NULL) AS records,
  (SELECT count(*) FROM bd_source WHERE bd_reject IS NOT NULL) AS rejects,
  (SELECT count(*) FROM bd_all WHERE bd_of_reject) AS repaired_records,
  (SELECT count(*) FROM bd_source WHERE bd_reject IS NOT NULL) - ${rejects('')} AS repaired_rejects,
  ${releasableStates.map((state) => `counts.${state}`).join(', ')},
  (SELECT count(*) FROM bd_all WHERE bd_excluded) + ${rejects(' WHERE bd_excluded')} AS excluded,
  counts.quarantined + ${rejects(' WHERE NOT bd_excluded')} AS quarantined,
  counts.unspellable,
  (SELECT struct(*) FROM (${query})) AS verdict
FROM (SELECT ${counted.join(',\n  ')} FROM bd_checked) counts`;
}
