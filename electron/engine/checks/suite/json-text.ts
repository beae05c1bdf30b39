/** JSON as people write it: illegal escapes are repaired and reported, real errors are named with line and column. */
import { getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { JsonValue, SuiteWarning } from '../../../contract/check.ts';
import { DeskError } from '../../../contract/errors.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface JsonText {
  readonly value: JsonValue;
  readonly warnings: SuiteWarning[];
  /** The text with every illegal escape doubled; null when there was none. */
  readonly corrected: string | null;
  /** Where the value at `path` begins in the given text. */
  positionOf(path: readonly (string | number)[]): Position;
}

/** @throws DeskError SUITE_INVALID with `details {line, column}` */
export function readJsonText(given: string): JsonText {
  const text = given.replace(/^\uFEFF/, '');
  const escapes = illegalEscapes(text);
  const corrected = escapes.length === 0 ? text : doubleAt(text, escapes);
  const errors: ParseError[] = [];
  const tree = parseTree(corrected, errors, {
    disallowComments: true,
    allowTrailingComma: false,
    allowEmptyContent: false,
  });
  const at = (offset: number): Position => positionAt(text, offsetBefore(offset, escapes));
  const [first] = errors;
  if (first !== undefined || tree === undefined) throw syntaxError(first, at(first?.offset ?? 0));
  return {
    value: getNodeValue(tree) as JsonValue,
    warnings: escapes.map((offset) => escapeWarning(text, offset)),
    corrected: escapes.length === 0 ? null : corrected,
    positionOf: (path) => at(deepest(tree, path).offset),
  };
}

const escapeLetters = '"\\/bfnrt';

function illegalEscapes(text: string): number[] {
  const found: number[] = [];
  let inString = false;
  for (let offset = 0; offset < text.length; offset += 1) {
    const character = text[offset];
    if (character === '"') inString = !inString;
    // A string cannot span lines: after a missing quote, do not read the rest of the file inside out.
    if (character === '\n') inString = false;
    if (!inString || character !== '\\') continue;
    const next = text[offset + 1] ?? '';
    const legal =
      next === 'u' ? /^[0-9a-fA-F]{4}$/.test(text.slice(offset + 2, offset + 6)) : escapeLetters.includes(next);
    if (!legal || next === '') found.push(offset);
    if (legal) offset += 1;
  }
  return found;
}

function doubleAt(text: string, offsets: readonly number[]): string {
  let doubled = '';
  let from = 0;
  for (const offset of offsets) {
    doubled += `${text.slice(from, offset)}\\`;
    from = offset;
  }
  return doubled + text.slice(from);
}

/** The offset in the given text of an offset in the corrected one. */
function offsetBefore(offset: number, inserted: readonly number[]): number {
  let shift = 0;
  for (const at of inserted) if (at + shift < offset) shift += 1;
  return offset - shift;
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

function escapeWarning(text: string, offset: number): SuiteWarning {
  const escape = text.slice(offset, offset + 2);
  return {
    ...positionAt(text, offset),
    message: `${escape} is not a legal escape in JSON. It was read as a backslash followed by ${escape.slice(1)}; write \\${escape}.`,
  };
}

const syntaxWords: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that is not JSON (only true, false and null are)',
  InvalidNumberFormat: 'a number that is not JSON',
  PropertyNameExpected: 'a property name in double quotes is missing (is there a comma too many?)',
  ValueExpected: 'a value is missing (is there a comma too many?)',
  ColonExpected: 'a colon is missing after a property name',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace } is missing',
  CloseBracketExpected: 'a closing bracket ] is missing',
  EndOfFileExpected: 'there is more text after the end of the suite',
  InvalidCommentToken: 'comments are not allowed in JSON',
  UnexpectedEndOfComment: 'comments are not allowed in JSON',
  UnexpectedEndOfString: 'a closing double quote is missing',
  InvalidCharacter: 'a character that is not allowed there (a tab inside a text must be written \\t)',
};

function syntaxError(error: ParseError | undefined, { line, column }: Position): DeskError {
  const code = error === undefined ? 'ValueExpected' : printParseErrorCode(error.error);
  return new DeskError(
    'SUITE_INVALID',
    `The suite is not readable JSON at line ${line}, column ${column}: ${syntaxWords[code] ?? 'it is not well formed'}. Correct it there, then try again.`,
    { line, column },
  );
}

function deepest(tree: Node, path: readonly (string | number)[]): Node {
  let node = tree;
  for (const step of path) {
    const child =
      typeof step === 'number'
        ? node.children?.[step]
        : node.children?.find((property) => property.children?.[0]?.value === step)?.children?.[1];
    if (child === undefined) return node;
    node = child;
  }
  return node;
}
