/** Statements as the text of a script that a person can read and `spark-sql -f` can run. */
import { sparkMarks, type SparkPlan } from '../../contract/spark.ts';
import { sparkText } from './quote.sql.ts';
import type { Statement } from './script-parts.ts';

export function scriptText(plan: SparkPlan, statements: readonly Statement[]): string {
  let step = 0;
  const parts = statements.map((statement) => {
    if (statement.step === undefined) return `${statement.text};`;
    step += 1;
    const mark = `SELECT ${sparkText(sparkMarks.step)}, ${sparkText(`${step}/${plan.steps.length} ${statement.step}`)};`;
    return `\n-- ${step}. ${statement.step}\n${mark}\n${statement.text};`;
  });
  return `${head(plan)}\n${parts.join('\n')}\n`;
}

function head(plan: SparkPlan): string {
  return [
    `-- Bronze Desk plan ${plan.id}, made ${plan.planned_at}. Needs Spark 4 and nothing else:`,
    '--   spark-sql --conf spark.sql.variable.substitute=false --driver-java-options -Dfile.encoding=UTF-8 -f run.sql',
    '-- Running it twice changes nothing: the second run finds the publish in its place and stops.',
  ].join('\n');
}
