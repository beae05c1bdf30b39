/** A validation as sentences: every rule, and how many records fail it. */
import type { ExpectationResult, ValidationResult } from '../../contract/check.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { Paint } from './output.ts';
import { counted, number } from './text.ts';

export function validationWords(validation: ValidationResult, paint: Paint): string {
  const { evaluated_expectations: all, successful_expectations: passed } = validation.statistics;
  return [
    `${validation.suite_name}: ${number(passed)} of ${counted(all, 'expectation')} met`,
    ...validation.results.map((result) => resultWords(result, paint)),
  ].join('\n');
}

/** A rule that could not run is never green, whatever else went well. */
export function validationExit(validation: ValidationResult, quarantined: number): ExitCode {
  if (couldNotRun(validation).length > 0) return exitCodes.failed;
  return quarantined > 0 || !validation.success ? exitCodes.quarantined : exitCodes.fine;
}

export function couldNotRun(validation: ValidationResult): ExpectationResult[] {
  return validation.results.filter((result) => result.meta.could_not_run);
}

function resultWords({ success, result, meta, exception_info: exception }: ExpectationResult, paint: Paint): string {
  if (meta.could_not_run) {
    const said = [`${meta.sentence}: could not run.`, exception.exception_message, meta.what_to_do];
    return `  ${paint.yellow('!')} ${said.filter((words) => words !== null).join(' ')}`;
  }
  return `  ${success ? paint.green('✓') : paint.red('✗')} ${meta.sentence}${failing(result)}`;
}

function failing(result: ExpectationResult['result']): string {
  const { unexpected_count: unexpected, element_count: elements, observed_value: observed } = result;
  if (typeof unexpected === 'number' && unexpected > 0) {
    return typeof elements === 'number'
      ? `: ${number(unexpected)} of ${counted(elements, 'record')} fail`
      : `: ${counted(unexpected, 'record')} ${unexpected === 1 ? 'fails' : 'fail'}`;
  }
  return typeof observed === 'number' ? `: ${number(observed)} found` : '';
}
