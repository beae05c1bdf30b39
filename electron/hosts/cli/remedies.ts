/** How the command line says what an error's way on is: the engine speaks to people at a window as well. */
import { remedySchema, type DeskError, type Remedy } from '../../contract/errors.ts';

const options: Readonly<Record<Remedy, string>> = {
  'load again': '--again',
  'choose encoding': '--encoding',
  'say header': '--header or --no-header',
  overwrite: '--force',
  'choose workspace': '--workspace',
  'accept could not run': '--accept-could-not-run',
  'name target': '--target',
  'give reason': '--reason TEXT',
};

export function messageWithRemedy({ message, details }: DeskError): string {
  const remedy = remedySchema.safeParse(details?.['remedy']);
  return remedy.success ? `${message} On the command line: ${options[remedy.data]}.` : message;
}
