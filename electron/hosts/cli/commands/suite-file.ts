/** A suite named on the command line: its text for the engine, its oddities for whoever wrote it. */
import { readFile } from 'node:fs/promises';
import { DeskError, isDeskError } from '../../../contract/errors.ts';
import type { Output } from '../../../contract/methods.ts';
import type { Desk } from '../desk.ts';
import { shellWord } from './loading.ts';

export async function readText(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new DeskError(
      'NOT_FOUND',
      `The ${what} ${path} cannot be read. See that it is there and readable.`,
      undefined,
      {
        cause: error,
      },
    );
  }
}

/** Reads and parses it before anything long begins, so that a bad suite is refused at once; its warnings go to stderr. */
export async function readSuiteFile(
  desk: Desk,
  typed: string,
  correcting = false,
): Promise<{ text: string; parsed: Output<'suite.parse'> }> {
  const path = desk.path(typed);
  const text = await readText(path, 'suite');
  const parsed = await desk.call('suite.parse', { text }).catch((error: unknown) => {
    throw isDeskError(error, 'SUITE_INVALID') ? inFile(typed, error) : error;
  });
  for (const warning of parsed.warnings) {
    await desk.printer.warn(`${typed}:${String(warning.line)}:${String(warning.column)}: ${warning.message}`);
  }
  if (parsed.corrected !== null && !correcting) {
    await desk.printer.warn(
      `for a corrected copy: bronze-desk suite validate ${shellWord(typed)} --out CORRECTED.json`,
    );
  }
  return { text, parsed };
}

/** The engine is given text; only the host knows which file it came from. */
function inFile(typed: string, error: DeskError): DeskError {
  return new DeskError(error.code, `${typed}: ${error.message}`, error.details, { cause: error });
}
