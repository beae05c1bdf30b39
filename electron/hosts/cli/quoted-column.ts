/** Column names as typed on the command line: bare, or in double quotes where they hold an operator, a comma or edges of white space. */
import { DeskError } from '../../contract/errors.ts';

export interface ColumnAndRest {
  readonly column: string;
  readonly rest: string;
}

/** Reads a name in double quotes (`""` within it is one quote) from the start of `text`; undefined when it is not quoted. */
export function readQuoted(text: string): ColumnAndRest | undefined {
  const match = /^\s*"((?:[^"]|"")*)"/.exec(text);
  if (match === null) {
    if (text.trimStart().startsWith('"')) throw badColumn(text, 'The quote around the column name is not closed.');
    return undefined;
  }
  return { column: (match[1] ?? '').replaceAll('""', '"'), rest: text.slice(match[0].length) };
}

/** `a,b,"c, d"` → its names; an empty text names none. */
export function parseColumnList(text: string): string[] {
  const columns: string[] = [];
  let rest = text;
  while (rest.trim() !== '') {
    const quoted = readQuoted(rest);
    const end = (quoted?.rest ?? rest).search(/,|$/);
    const tail = (quoted?.rest ?? rest).slice(end);
    const bare = (quoted?.rest ?? rest).slice(0, end).trim();
    if (quoted !== undefined && bare !== '') throw badColumn(text, 'A comma is missing after a quoted column name.');
    const column = quoted?.column ?? bare;
    if (column === '') throw badColumn(text, 'A column name is empty.');
    columns.push(column);
    rest = tail.slice(1);
  }
  return columns;
}

/** A column name that can be typed back. */
export function quoteColumn(column: string): string {
  return /[=!*%~,"]|^\s|\s$|^$|\sis\s/i.test(column) ? `"${column.replaceAll('"', '""')}"` : column;
}

export function badColumn(text: string, what: string): DeskError {
  return new DeskError('INVALID_INPUT', `${what} It was written: ${text}`);
}
