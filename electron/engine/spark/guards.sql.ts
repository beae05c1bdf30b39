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

/** Two decisions about one record would make two records of it. */
export const oneDecisionEach = (): Statement => ({
  text: `SELECT assert_true(count(*) = count(DISTINCT bd_key, bd_of_reject, bd_part), ${sparkText('The patch decides some records more than once: it is more than one file that "spark patch" wrote. Name one, the last of its load. Nothing was published.')}) FROM bd_patch`,
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
