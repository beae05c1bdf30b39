/**
 * RE2's regular expressions, which DuckDB has, as Java's, which Spark has: matching the very same texts. Java's `$`, `.`,
 * `\s`, `\b` and classes mean something else, and its matcher goes back over a text where RE2's reads it once; so each
 * piece is spelt out anew, and what could not match the same, or could take for ever, is {@link Untranslatable}.
 */
import { foldCase, negated, rangesOf, spellClass, spellCharacter, type Range } from './regex-class.ts';
import { Untranslatable } from './untranslatable.ts';

interface Flags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
}

interface Piece {
  readonly text: string;
  /** It can match in more than one way, so that repeating it would have Java try them all. */
  readonly wavering: boolean;
}

/** Beyond this many repeats a group that wavers is refused. */
const maxWavering = 10;
/** Each open repeat may have Java read the text once more for each character of it. */
const maxOpenRepeats = 4;

const word: readonly Range[] = rangesOf('w');
const before = `(?<=${spellClass(word, false)})`;
const after = `(?=${spellClass(word, false)})`;
const notBefore = before.replace('<=', '<!');
const notAfter = after.replace('=', '!');

/** @throws Untranslatable naming the construct. The pattern must be one that RE2 takes. */
export function javaRegex(pattern: string): string {
  const translation = new Translation(pattern);
  const { text } = translation.alternatives({ ignoreCase: false, dotAll: false });
  if (!translation.done) throw translation.refuse('a closing bracket without its partner');
  if (translation.openRepeats > maxOpenRepeats) {
    throw translation.refuse(`more than ${maxOpenRepeats} repeats without an end`);
  }
  return text;
}

class Translation {
  openRepeats = 0;
  readonly #pattern: string;
  readonly #characters: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
    this.#characters = Array.from(pattern);
  }

  get done(): boolean {
    return this.#at >= this.#characters.length;
  }

  refuse(what: string): Untranslatable {
    return new Untranslatable(
      `The pattern ${this.#pattern} uses ${what}, which Spark's regular expressions (Java's) would match differently, or too slowly.`,
      'Write it without, or check it in the desk.',
    );
  }

  alternatives(flags: Flags): Piece {
    const branches: Piece[] = [];
    let own = flags;
    do {
      const { pieces, flags: changed } = this.#sequence(own);
      // A flag set in the middle holds to the end of its group.
      own = changed;
      branches.push({
        text: pieces.map(({ text }) => text).join(''),
        wavering: pieces.some(({ wavering }) => wavering),
      });
    } while (this.#take('|'));
    return {
      text: branches.map(({ text }) => text).join('|'),
      wavering: branches.length > 1 || branches.some(({ wavering }) => wavering),
    };
  }

  #sequence(flags: Flags): { pieces: Piece[]; flags: Flags } {
    const pieces: Piece[] = [];
    let own = flags;
    while (!this.done && this.#peek() !== '|' && this.#peek() !== ')') {
      const inline = this.#inlineFlags(own);
      if (inline !== undefined) own = inline;
      else pieces.push(this.#repeated(this.#atom(own)));
    }
    return { pieces, flags: own };
  }

  /** `(?i)`: flags alone, without a group of their own. */
  #inlineFlags(flags: Flags): Flags | undefined {
    const found = /^\(\?([a-zA-Z-]*)\)/.exec(this.#rest());
    if (found === null) return undefined;
    this.#at += found[0].length;
    return this.#withFlags(flags, found[1] ?? '');
  }

  #withFlags(flags: Flags, letters: string): Flags {
    const [on = '', off = ''] = letters.split('-');
    if (/[^isU]/.test(on + off)) throw this.refuse(`the flags ${letters}`);
    const set = (letter: string, was: boolean): boolean => (was || on.includes(letter)) && !off.includes(letter);
    return { ignoreCase: set('i', flags.ignoreCase), dotAll: set('s', flags.dotAll) };
  }

  #atom(flags: Flags): Piece {
    const character = this.#next();
    switch (character) {
      case '(':
        return this.#group(flags);
      case '[':
        return plain(this.#class(flags));
      case '.':
        return plain(flags.dotAll ? String.raw`[\x{0}-\x{10FFFF}]` : String.raw`[^\n]`);
      case '^':
        return plain(String.raw`\A`);
      case '$':
        return plain(String.raw`\z`);
      case '\\':
        return this.#escape(flags);
      default:
        return this.#literal(character, flags);
    }
  }

  #group(flags: Flags): Piece {
    const head = /^\?(?:P<[^>]*>|([a-zA-Z-]*):)/.exec(this.#rest());
    const inner = head?.[1] === undefined ? flags : this.#withFlags(flags, head[1]);
    this.#at += head?.[0].length ?? 0;
    if (head === null && this.#peek() === '?') throw this.refuse('a group of another kind');
    const { text, wavering } = this.alternatives(inner);
    if (!this.#take(')')) throw this.refuse('an opening bracket without its partner');
    return { text: `(?:${text})`, wavering };
  }

  #repeated(piece: Piece): Piece {
    const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(this.#rest());
    if (found === null) return piece;
    this.#at += found[0].length;
    const [text, least, comma, most] = found;
    const open = text.startsWith('*') || text.startsWith('+') || (comma !== undefined && most === '');
    const times = open ? Infinity : text.startsWith('?') ? 1 : Number(most ?? least);
    if (piece.wavering && times > maxWavering)
      throw this.refuse('a repeat of a group that holds a repeat or an alternative');
    if (open) this.openRepeats += 1;
    const fixed = !open && !text.startsWith('?') && comma === undefined;
    return { text: piece.text + text, wavering: piece.wavering || !fixed };
  }

  #literal(character: string, flags: Flags): Piece {
    const code = character.codePointAt(0) ?? 0;
    if (!flags.ignoreCase) return plain(spellCharacter(code));
    const ranges = this.#folded([[code, code]]);
    return plain(ranges.length === 1 ? spellCharacter(code) : spellClass(ranges, false));
  }

  #escape(flags: Flags): Piece {
    const letter = this.#next();
    if (/[dDwWsS]/.test(letter)) return plain(spellClass(rangesOf(letter.toLowerCase()), /[DWS]/.test(letter)));
    if (letter === 'b') return plain(`(?:${before}${notAfter}|${notBefore}${after})`);
    if (letter === 'B') return plain(`(?:${before}${after}|${notBefore}${notAfter})`);
    if (letter === 'A' || letter === 'z') return plain(`\\${letter}`);
    if (letter === 'Q') return this.#quoted(flags);
    return this.#literal(String.fromCodePoint(this.#escapedCode(letter)), flags);
  }

  #quoted(flags: Flags): Piece {
    const rest = this.#rest();
    const end = rest.indexOf('\\E');
    const inside = Array.from(end < 0 ? rest : rest.slice(0, end));
    this.#at += inside.length + (end < 0 ? 0 : 2);
    // What follows repeats the last of it alone.
    const last = inside.pop();
    const whole = inside.map((one) => this.#literal(one, flags).text).join('');
    if (last === undefined) return plain('(?:)');
    const { text, wavering } = this.#repeated(this.#literal(last, flags));
    return { text: whole + text, wavering };
  }

  /** The code point behind a backslash. */
  #escapedCode(letter: string): number {
    const control = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 }[letter];
    if (control !== undefined) return control;
    if (letter === 'x') {
      const found = /^(?:\{([\da-fA-F]+)\}|([\da-fA-F]{2}))/.exec(this.#rest());
      if (found === null) throw this.refuse('\\x without digits');
      this.#at += found[0].length;
      return Number.parseInt(found[1] ?? found[2] ?? '', 16);
    }
    if (letter === 'p' || letter === 'P') {
      throw this.refuse(`\\${letter}, whose characters depend on each engine's edition of Unicode`);
    }
    if (/[A-Za-z0-9]/.test(letter)) throw this.refuse(`\\${letter}`);
    return letter.codePointAt(0) ?? 0;
  }

  #class(flags: Flags): string {
    const negate = this.#take('^');
    const ranges: Range[] = [];
    for (let first = true; first || this.#peek() !== ']'; first = false) {
      if (this.done) throw this.refuse('a bracket without its partner');
      ranges.push(...this.#member());
    }
    this.#at += 1;
    return spellClass(flags.ignoreCase ? this.#folded(ranges) : ranges, negate);
  }

  #member(): readonly Range[] {
    const named = /^\[:(\^?)([a-z]+):\]/.exec(this.#rest());
    if (named !== null) {
      this.#at += named[0].length;
      const ranges = rangesOf(named[2] ?? '');
      return named[1] === '^' ? negated(ranges) : ranges;
    }
    const set = /^\\([dDwWsS])/.exec(this.#rest())?.[1];
    if (set !== undefined) {
      this.#at += 2;
      const ranges = rangesOf(set.toLowerCase());
      return /[DWS]/.test(set) ? negated(ranges) : ranges;
    }
    const low = this.#classCharacter();
    if (this.#peek() !== '-' || (this.#characters[this.#at + 1] ?? ']') === ']') return [[low, low]];
    this.#at += 1;
    return [[low, this.#classCharacter()]];
  }

  #classCharacter(): number {
    const character = this.#next();
    return character === '\\' ? this.#escapedCode(this.#next()) : (character.codePointAt(0) ?? 0);
  }

  #folded(ranges: readonly Range[]): readonly Range[] {
    if (ranges.some(([low, high]) => high > 0x7f && !(low <= 0x7f && high === 0x10ffff))) {
      throw this.refuse('(?i) on letters beyond a to z');
    }
    return foldCase(ranges);
  }

  #rest(): string {
    return this.#characters.slice(this.#at).join('');
  }

  #peek(): string | undefined {
    return this.#characters[this.#at];
  }

  #next(): string {
    const character = this.#characters[this.#at];
    if (character === undefined) throw this.refuse('an end where more is needed');
    this.#at += 1;
    return character;
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }
}

const plain = (text: string): Piece => ({ text, wavering: false });
