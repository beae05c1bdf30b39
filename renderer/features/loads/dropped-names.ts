/** An error about files that were dropped on a browser, by the names they were dropped under: where the copies lie is ours. */
import { DeskError } from '../../../electron/contract/errors.ts';
import { fileName } from '../../ui/format.ts';

/** The folder each dropped file has for itself in the workspace. */
const isCopy = /[/\\]sources[/\\][0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}[/\\][^/\\]+$/;

export function withDroppedNames(error: DeskError, paths: readonly string[]): DeskError {
  const named = error.details?.['path'];
  const copies = [...paths, ...(typeof named === 'string' ? [named] : [])].filter((path) => isCopy.test(path));
  const message = copies.reduce((words, path) => words.replaceAll(path, fileName(path)), error.message);
  return message === error.message ? error : new DeskError(error.code, message, error.details);
}
