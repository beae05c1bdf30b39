/**
 * `{"$PARAMETER": "…"}` in kwargs: a parameter's name, or arithmetic over names and numbers, or the date functions
 * `now()`, `datetime(…)` and `timedelta(…)`. Dates come out as ISO text in UTC, without a zone.
 */
import type { JsonObject, JsonValue } from '../../../contract/check.ts';

export interface Parameters {
  readonly values: JsonObject;
  readonly now: Date;
}

export interface ParameterProblem {
  /** The kwarg it stands in. */
  readonly kwarg: string;
  readonly problem: string;
  /** True when the expression is sound and only a value is missing: it may still be given for a run. */
  readonly missing: boolean;
}

type Term = number | Instant | Span;
class Instant {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
}
class Span {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
}
class ExpressionError extends Error {
  readonly missing: boolean;
  constructor(message: string, missing = false) {
    super(message);
    this.missing = missing;
  }
}

/** Replaces every parameter in `kwargs` by its value. What has none is left as it was and reported. */
export function resolveParameters(
  kwargs: JsonObject,
  parameters: Parameters,
): { kwargs: JsonObject; problems: ParameterProblem[] } {
  const problems: ParameterProblem[] = [];
  const resolved: JsonObject = {};
  for (const [kwarg, value] of Object.entries(kwargs)) {
    try {
      resolved[kwarg] = resolve(value, parameters);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      resolved[kwarg] = value;
      problems.push({ kwarg, problem: error.message, missing: error.missing });
    }
  }
  return { kwargs: resolved, problems };
}

function resolve(value: JsonValue, parameters: Parameters): JsonValue {
  if (Array.isArray(value)) return value.map((item) => resolve(item, parameters));
  if (value === null || typeof value !== 'object') return value;
  if ('$PARAMETER' in value) {
    const expression = value['$PARAMETER'];
    if (typeof expression !== 'string') throw new ExpressionError('"$PARAMETER" must be a text');
    return evaluate(expression, parameters);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, parameters)]));
}

function evaluate(expression: string, parameters: Parameters): JsonValue {
  const direct = own(parameters.values, expression);
  if (direct !== undefined) return direct;
  if (expression.startsWith('urn:')) {
    throw new ExpressionError(
      `the parameter "${expression}" points at an earlier validation, which cannot be followed here`,
      true,
    );
  }
  const result = new Expression(expression, parameters).read();
  if (result instanceof Instant) return new Date(result.ms).toISOString().replace('Z', '');
  if (result instanceof Span) throw new ExpressionError(`"${expression}" is a length of time, not a value`);
  if (!Number.isFinite(result)) throw new ExpressionError(`"${expression}" has no finite value`);
  return result;
}

/** A suite may name a parameter `constructor`. */
function own(values: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

const tokenPattern = /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|([A-Za-z_][\w.]*)|(\*\*|[-+*/^(),=]))/y;

class Expression {
  readonly #source: string;
  readonly #parameters: Parameters;
  readonly #tokens: string[];
  #at = 0;
  #missing: string | undefined;

  constructor(source: string, parameters: Parameters) {
    this.#source = source;
    this.#parameters = parameters;
    this.#tokens = tokenise(source);
  }

  read(): Term {
    const result = this.#sum();
    if (this.#peek() !== undefined) throw this.#unreadable();
    if (this.#missing !== undefined) {
      throw new ExpressionError(`the parameter "${this.#missing}" has no value`, true);
    }
    return result;
  }

  #sum(): Term {
    let left = this.#product();
    for (let operator = this.#peek(); operator === '+' || operator === '-'; operator = this.#peek()) {
      this.#at += 1;
      left = add(left, this.#product(), operator === '+' ? 1 : -1);
    }
    return left;
  }

  #product(): Term {
    let left = this.#sign();
    for (let operator = this.#peek(); operator === '*' || operator === '/'; operator = this.#peek()) {
      this.#at += 1;
      const right = this.#sign();
      left = operator === '*' ? multiply(left, right) : divide(left, right);
    }
    return left;
  }

  #sign(): Term {
    if (!this.#take('-')) return this.#power();
    return multiply(-1, this.#sign());
  }

  #power(): Term {
    const base = this.#atom();
    if (!this.#take('^') && !this.#take('**')) return base;
    return number(base) ** number(this.#sign());
  }

  #atom(): Term {
    const token = this.#peek();
    if (token === undefined) throw this.#unreadable();
    this.#at += 1;
    if (token === '(') {
      const inner = this.#sum();
      this.#expect(')');
      return inner;
    }
    if (/^[\d.]/.test(token)) return Number(token);
    if (!/^[A-Za-z_]/.test(token)) throw this.#unreadable();
    return this.#take('(') ? this.#call(token) : this.#lookUp(token);
  }

  #call(name: string): Term {
    const positional: number[] = [];
    const named: Record<string, number> = {};
    while (!this.#take(')')) {
      const key = this.#tokens[this.#at + 1] === '=' ? this.#peek() : undefined;
      if (key !== undefined) this.#at += 2;
      const argument = number(this.#sum());
      if (key === undefined) positional.push(argument);
      else named[key] = argument;
      if (this.#peek() !== ')') this.#expect(',');
    }
    return callFunction(name, positional, named, this.#parameters.now);
  }

  #lookUp(name: string): number {
    const value = own(this.#parameters.values, name);
    if (value === undefined) {
      // Read on with any number: an expression that cannot be read is refused whatever has a value.
      this.#missing ??= name;
      return 1;
    }
    if (typeof value !== 'number') throw new ExpressionError(`the parameter "${name}" is not a number`);
    return value;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  #take(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#at += 1;
    return true;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw this.#unreadable();
  }

  #unreadable(): ExpressionError {
    return new ExpressionError(`"$PARAMETER": "${this.#source}" cannot be read`);
  }
}

function tokenise(source: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  const end = source.trimEnd().length;
  while (tokenPattern.lastIndex < end) {
    const match = tokenPattern.exec(source);
    if (match === null) throw new ExpressionError(`"$PARAMETER": "${source}" cannot be read`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

const spanUnits: Readonly<Record<string, number>> = {
  days: 86_400_000,
  seconds: 1000,
  microseconds: 0.001,
  milliseconds: 1,
  minutes: 60_000,
  hours: 3_600_000,
  weeks: 604_800_000,
};

const dateParts = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'];

function callFunction(name: string, positional: number[], named: Record<string, number>, now: Date): Term {
  const given = (names: readonly string[]): Record<string, number> => {
    const all = { ...named };
    for (const [index, value] of positional.entries()) all[names[index] ?? '?'] = value;
    const unknown = Object.keys(all).find((key) => !names.includes(key));
    if (unknown !== undefined) throw new ExpressionError(`${name}() has no argument "${unknown}"`);
    return all;
  };
  switch (name) {
    case 'now':
      given([]);
      return new Instant(now.getTime());
    case 'timedelta': {
      const parts = Object.entries(given(Object.keys(spanUnits)));
      return new Span(parts.reduce((sum, [unit, amount]) => sum + amount * (spanUnits[unit] ?? 0), 0));
    }
    case 'datetime': {
      const { year, month, day, hour = 0, minute = 0, second = 0, microsecond = 0 } = given(dateParts);
      if (year === undefined || month === undefined || day === undefined) {
        throw new ExpressionError('datetime() needs a year, a month and a day');
      }
      return new Instant(Date.UTC(year, month - 1, day, hour, minute, second, microsecond / 1000));
    }
    case 'abs':
      return Math.abs(positional[0] ?? NaN);
    case 'round':
      return Math.round(positional[0] ?? NaN);
    case 'trunc':
      return Math.trunc(positional[0] ?? NaN);
    default:
      throw new ExpressionError(`"${name}" is not a function that can be used in a parameter`);
  }
}

function number(term: Term): number {
  if (typeof term !== 'number') throw new ExpressionError('a date stands where a number is needed');
  return term;
}

function add(left: Term, right: Term, sign: 1 | -1): Term {
  if (left instanceof Instant && right instanceof Span) return new Instant(left.ms + sign * right.ms);
  if (left instanceof Span && right instanceof Instant && sign === 1) return new Instant(left.ms + right.ms);
  if (left instanceof Span && right instanceof Span) return new Span(left.ms + sign * right.ms);
  if (left instanceof Instant && right instanceof Instant && sign === -1) return new Span(left.ms - right.ms);
  return number(left) + sign * number(right);
}

function multiply(left: Term, right: Term): Term {
  if (left instanceof Span) return new Span(left.ms * number(right));
  if (right instanceof Span) return new Span(right.ms * number(left));
  return number(left) * number(right);
}

function divide(left: Term, right: Term): Term {
  if (left instanceof Span) return new Span(left.ms / number(right));
  return number(left) / number(right);
}
