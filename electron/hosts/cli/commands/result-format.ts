/** How much a validation tells, in Great Expectations' words. */
import { InvalidArgumentError, Option } from 'commander';
import { resultFormatNames, type ResultFormatName } from '../../../contract/check.ts';

export interface ResultFormatOptions {
  readonly resultFormat?: ResultFormatName;
}

export function resultFormatOption(): Option {
  return new Option(
    '--result-format <format>',
    `how much the validation tells: ${resultFormatNames.join(', ')}`,
  ).argParser((text) => {
    const name = resultFormatNames.find((format) => format === text.toUpperCase());
    if (name === undefined) throw new InvalidArgumentError(`It takes ${resultFormatNames.join(', ')}.`);
    return name;
  });
}
