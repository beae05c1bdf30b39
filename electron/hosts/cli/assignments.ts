/** `--set col=value` and `--set-null col`: which column gets which value, byte for byte as typed. */
import { DeskError } from '../../contract/errors.ts';
import { readQuoted } from './quoted-column.ts';

export function parseAssignments(sets: readonly string[], nulls: readonly string[]): Record<string, string | null> {
  const assigned = new Map<string, string | null>();
  const assign = (column: string, value: string | null) => {
    if (assigned.has(column)) throw refused(`The column ${column} is set twice. Give it one value.`);
    assigned.set(column, value);
  };
  for (const text of sets) {
    const { column, value } = parseAssignment(text);
    assign(column, value);
  }
  for (const text of nulls) assign(readQuoted(text)?.column ?? text.trim(), null);
  if (assigned.size === 0) throw refused('Say what to change: --set col=value or --set-null col.');
  return Object.fromEntries(assigned);
}

export function parseAssignment(text: string): { column: string; value: string } {
  const quoted = readQuoted(text);
  const rest = quoted?.rest ?? text;
  const equals = rest.indexOf('=');
  const column = quoted?.column ?? rest.slice(0, Math.max(equals, 0)).trim();
  if (equals === -1 || column === '' || (quoted !== undefined && rest.slice(0, equals).trim() !== '')) {
    throw refused(
      `--set ${JSON.stringify(text)} is not col=value. To empty a cell write --set col= and to make it null --set-null col.`,
    );
  }
  return { column, value: rest.slice(equals + 1) };
}

function refused(message: string): DeskError {
  return new DeskError('INVALID_INPUT', message);
}
