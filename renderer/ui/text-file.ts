/** A text file that the page itself reads, such as a suite or a certificate: small, or it is another one than was meant. */
import { DeskError } from '../../electron/contract/errors.ts';
import { formatBytes } from './format.ts';

/** What is chosen: `a suite`, and how many bytes such a file has at most. */
export interface TextFileKind {
  readonly what: string;
  readonly mostBytes: number;
}

/** Throws DeskError with what is wrong with the file, and what to do. */
export async function readTextFile(file: File, { what, mostBytes }: TextFileKind): Promise<string> {
  if (file.size > mostBytes) {
    throw new DeskError(
      'INVALID_INPUT',
      `${file.name} was not read: it has ${formatBytes(file.size)}, and ${what} has ${formatBytes(mostBytes)} at most. Choose another file.`,
    );
  }
  try {
    return await file.text();
  } catch (error) {
    throw new DeskError(
      'SOURCE_UNREADABLE',
      `${file.name} could not be read: it was changed, moved or removed meanwhile, or it may not be opened. Choose it again, or another file.`,
      undefined,
      { cause: error },
    );
  }
}
