/** Paths as people type them: relative, file://, or globs; made absolute, with the part of them that is offered. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeskError } from '../../contract/errors.ts';

/** Throws INVALID_INPUT for an address that is not on this machine. */
export function absolutePath(text: string, base: string): string {
  if (text === '') throw new DeskError('INVALID_INPUT', 'A path is empty. Name a file or folder.');
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return resolve(base, text);
  if (scheme !== 'file') {
    throw new DeskError(
      'INVALID_INPUT',
      `${scheme}:// addresses cannot be used here yet. Name a file or folder on this machine.`,
    );
  }
  try {
    return fileURLToPath(text);
  } catch (error) {
    throw new DeskError('INVALID_INPUT', `${text} is not a file address of this machine.`, undefined, { cause: error });
  }
}

/** What a source opens up: itself, or for a glob the folder before its first wildcard. */
export function offeredPart(absolute: string): string {
  const wildcard = absolute.search(/[*?[{]/);
  return wildcard === -1 || existsSync(absolute) ? absolute : dirname(`${absolute.slice(0, wildcard)}x`);
}
