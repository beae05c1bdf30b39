/** What stops a run before anything is written, each in a sentence of its own. */
import type { SparkPlan } from '../../contract/spark.ts';
import { termsFor } from '../checks/run/flags.sql.ts';
import { sparkDialect } from '../checks/spark-dialect.sql.ts';
import { ingestDate } from '../publish/bronze-columns.ts';
import { sparkIdent, sparkText } from './quote.sql.ts';
import { recordsRelation, type ScriptParts, type Statement } from './script-parts.ts';

/** What must stop the run before it is checked. */
export function openQuotes({ views }: ScriptParts): Statement[] {
  if (views.every(({ view }) => view.mayStop === null)) return [];
  return [
    {
      text: `SELECT assert_true(count_if(bd_stop) = 0, ${sparkText('A line opens a quote and does not close it: values may hold line breaks. Plan again with --multiline. Nothing was published.')}) FROM bd_source`,
    },
  ];
}

/** What a patch says of its source's columns: their names, whatever their order. */
export const columnsMark = (columns: readonly { name: string }[]): string =>
  JSON.stringify(columns.map(({ name }) => name).sort());

/** A column that a patch does not have would come out empty in every record that it changed. */
export const sameColumns = ({ columns }: SparkPlan): Statement => ({
  text: `SELECT assert_true(count_if(bd_columns <> ${sparkText(columnsMark(columns))}) = 0, ${sparkText('The patch was written of a source that has other columns than this plan. Plan this source without it. Nothing was published.')}) FROM bd_patch`,
});

/** Two decisions about one record would make two records of it. */
export const oneDecisionEach = (): Statement => ({
  text: `SELECT assert_true(count(*) = count(DISTINCT bd_key, bd_of_reject, bd_part), ${sparkText('The patch decides some records more than once: it is more than one file that "spark patch" wrote. Of each load name one, the last. Nothing was published.')}) FROM bd_patch`,
});

export const partitionsOfSource = (plan: SparkPlan): string[] =>
  plan.partition_by.filter((name) => name !== ingestDate);

/** What some reader takes for no value when it is a folder's name, and Spark cannot spell otherwise. */
export const readAsNull = ['', '__hive_default_partition__', 'null'];

export function unspellable(plan: SparkPlan): Statement[] {
  return partitionsOfSource(plan).map((name, index) => ({
    text: `SELECT assert_true(unspellable[${index}] = 0, ${sparkText(`A value of ${name} is empty text, “null” or __HIVE_DEFAULT_PARTITION__, which readers cannot tell from no value in a folder's name. Correct it, partition by another column, or publish in the desk. Nothing was published.`)}) FROM bd_summary`,
  }));
}

/**
 * Where a value occurs twice that must not, both records are held back; if only one of them is in review, neither load shows
 * that there is another. A correction does this, or a waiver beside a new record. Known by the value that a finding has.
 */
export function reviewedApart({ plan, rows }: ScriptParts): Statement[] {
  if (plan.patch === null) return [];
  return rows
    .filter(({ rule }) => rule.kind === 'row-over-table')
    .map(({ key, rule }) => ({
      text: `SELECT assert_true(count(*) = 0, ${sparkText(`“${rule.sentence}” holds back records that were reviewed together with others that were not, or in another load, and no review would show them side by side. See what was corrected or waived in ${rule.columns.join(', ')}, give it another value or exclude it, then write the patch again. Nothing was published.`)})
FROM (
  SELECT bd_finding.value FROM (SELECT bd_load, explode(bd_findings) AS bd_finding FROM bd_checked)
  WHERE bd_finding.expectation_key = ${sparkText(key)}
  GROUP BY bd_finding.value HAVING count(DISTINCT coalesce(bd_load, '')) > 1)`,
    }));
}

/** An aggregate over texts that are not all numbers has no verdict, and what has none is not published. */
export function strays({ plan, aggregates }: ScriptParts): Statement[] {
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
