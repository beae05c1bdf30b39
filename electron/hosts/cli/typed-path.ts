/** Paths as people type them: relative, file://, s3://, or globs; made absolute, with the part of them that is offered. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeskError } from '../../contract/errors.ts';
import { formatObjectUrl, isObjectUrl, parseObjectUrl } from '../../contract/object-url.ts';

/** Throws INVALID_INPUT for an address of another kind. */
export function absolutePath(text: string, base: string): string {
  if (text === '') throw new DeskError('INVALID_INPUT', 'A path is empty. Name a file or folder.');
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return resolve(base, text);
  if (scheme === 's3') return formatObjectUrl(parseObjectUrl(text));
  if (scheme !== 'file') {
    throw new DeskError(
      'INVALID_INPUT',
      `${scheme}:// addresses cannot be used here. Name a file or folder on this machine, or s3://BUCKET/PREFIX.`,
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
  if (isObjectUrl(absolute)) return wildcard === -1 ? absolute : absolute.slice(0, absolute.lastIndexOf('/', wildcard));
  return wildcard === -1 || existsSync(absolute) ? absolute : dirname(`${absolute.slice(0, wildcard)}x`);
}
