/**
 * Regular expressions that say no more than "only these characters": `^[A-Za-z\s]+$`. They are read as RE2 reads them,
 * and never run, so that no pattern of a suite can hold up the page. Every other expression is left alone.
 */

export interface CharacterRule {
  readonly allows: (character: string) => boolean;
  /** In code points. */
  readonly least: number;
  readonly most: number;
}

type Test = (character: string) => boolean;

interface Reader {
  readonly text: readonly string[];
  at: number;
}

/** What `^class quantifier$` says; null when the expression says something else. */
export function readCharacterRule(regex: string): CharacterRule | null {
  const body = /^(?:\^|\\A)(.*)(?:\$|\\z)$/s.exec(regex)?.[1];
  if (body === undefined) return null;
  const reader: Reader = { text: Array.from(body), at: 0 };
  const allows = readOne(reader);
  if (allows === null) return null;
  const length = readQuantifier(reader.text.slice(reader.at).join(''));
  return length === null ? null : { allows, ...length };
}

/** What a lone class says, with or without a quantifier behind it: `[0-9]`, `\d+`. Null for anything else. */
export function readLoneClass(regex: string): Test | null {
  const reader: Reader = { text: Array.from(regex), at: 0 };
  const test = readOne(reader);
  const rest = reader.text.slice(reader.at).join('');
  return test !== null && (rest === '' || rest === '+') ? test : null;
}

function readQuantifier(text: string): { least: number; most: number } | null {
  if (text === '') return { least: 1, most: 1 };
  if (text === '+') return { least: 1, most: Infinity };
  if (text === '*') return { least: 0, most: Infinity };
  if (text === '?') return { least: 0, most: 1 };
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}$/.exec(text) ?? [];
  if (least === undefined) return null;
  if (comma === '') return most === '' ? { least: Number(least), most: Number(least) } : null;
  return { least: Number(least), most: most === '' ? Infinity : Number(most) };
}

function readOne(reader: Reader): Test | null {
  const first = reader.text[reader.at];
  if (first === '[') return readClass(reader);
  return first === '\\' ? readSet(reader) : null;
}

function readClass(reader: Reader): Test | null {
  reader.at += 1;
  const negated = reader.text[reader.at] === '^';
  if (negated) reader.at += 1;
  const tests: Test[] = [];
  for (let first = true; ; first = false) {
    const next = reader.text[reader.at];
    if (next === undefined) return null;
    if (next === ']' && !first) break;
    const test = readMember(reader);
    if (test === null) return null;
    tests.push(test);
  }
  reader.at += 1;
  return (character) => tests.some((test) => test(character)) !== negated;
}

function readMember(reader: Reader): Test | null {
  if (reader.text[reader.at] === '[' && reader.text[reader.at + 1] === ':') return readPosix(reader);
  const set = readSet(reader);
  if (set !== null) return set;
  const from = readLiteral(reader);
  if (from === null) return null;
  if (reader.text[reader.at] !== '-' || reader.text[reader.at + 1] === ']') return (character) => character === from;
  reader.at += 1;
  const to = readLiteral(reader);
  if (to === null || code(from) > code(to)) return null;
  return (character) => code(from) <= code(character) && code(character) <= code(to);
}

const code = (character: string): number => character.codePointAt(0) ?? 0;

const escapedCharacters: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  f: '\f',
  v: '\v',
  a: '\x07',
};

/** A character by itself or behind a backslash; null for escapes that are not read here, with nothing consumed. */
function readLiteral(reader: Reader): string | null {
  const first = reader.text[reader.at];
  if (first === undefined) return null;
  if (first !== '\\') {
    reader.at += 1;
    return first;
  }
  const rest = reader.text.slice(reader.at + 1, reader.at + 12).join('');
  const hex = /^x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/.exec(rest);
  if (hex !== null) {
    const number = Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
    if (number > 0x10ffff) return null;
    reader.at += 1 + hex[0].length;
    return String.fromCodePoint(number);
  }
  const escaped = rest.charAt(0);
  const meant = escapedCharacters[escaped] ?? (/^[!-/:-@[-`{-~]$/.test(escaped) ? escaped : null);
  if (meant !== null) reader.at += 2;
  return meant;
}

/** RE2's classes know ASCII alone. */
const sets: Readonly<Record<string, RegExp>> = { d: /[0-9]/, w: /[0-9A-Za-z_]/, s: /[\t\n\f\r ]/ };

/** `\d`, `\W`, `\pL`, `\p{Greek}`; null, with nothing consumed, when it is something else. */
function readSet(reader: Reader): Test | null {
  if (reader.text[reader.at] !== '\\') return null;
  const letter = reader.text[reader.at + 1] ?? '';
  const set = sets[letter.toLowerCase()];
  if (set !== undefined) {
    reader.at += 2;
    return (character) => set.test(character) === (letter === letter.toLowerCase());
  }
  if (letter !== 'p' && letter !== 'P') return null;
  const rest = reader.text.slice(reader.at + 2, reader.at + 40).join('');
  const name = /^(?:([A-Z])|\{(\^?)(\w+)\})/.exec(rest);
  const property = readProperty(name?.[1] ?? name?.[3]);
  if (name === null || property === null) return null;
  reader.at += 2 + name[0].length;
  const negated = (letter === 'P') !== (name[2] === '^');
  return (character) => property.test(character) !== negated;
}

function readProperty(name: string | undefined): RegExp | null {
  for (const property of [`General_Category=${name}`, `Script=${name}`]) {
    try {
      return new RegExp(`\\p{${property}}`, 'u');
    } catch {
      // Not a name of that kind.
    }
  }
  return null;
}

const posixSets: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[\t ]/,
  digit: /[0-9]/,
  lower: /[a-z]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[\t\n\v\f\r ]/,
  upper: /[A-Z]/,
  word: /[0-9A-Za-z_]/,
  xdigit: /[0-9A-Fa-f]/,
};

function readPosix(reader: Reader): Test | null {
  const found = /^\[:(\^?)([a-z]+):\]/.exec(reader.text.slice(reader.at, reader.at + 14).join(''));
  const set = posixSets[found?.[2] ?? ''];
  if (found === null || set === undefined) return null;
  reader.at += found[0].length;
  return (character) => set.test(character) === (found[1] === '');
}
