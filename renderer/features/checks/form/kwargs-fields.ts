/** From the JSON Schema of an expectation's kwargs to the inputs of its form, and what is still wrong with what they hold. */
import type { JsonObject, JsonValue } from '../../../../electron/contract/check.ts';
import { alternativesOf, asSchema, problemOf, requiredOf, schemaAt, typesOf, type JsonSchema } from './json-schema.ts';

export type Shape =
  | { readonly kind: 'text' }
  | { readonly kind: 'number'; readonly whole: boolean }
  | { readonly kind: 'share' }
  | { readonly kind: 'truth' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'list' }
  | { readonly kind: 'column' }
  | { readonly kind: 'columns' }
  | { readonly kind: 'shapes'; readonly shapes: readonly Shape[] }
  | { readonly kind: 'json' };

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly required: boolean;
  /** Shown at once; the others are folded away. */
  readonly foremost: boolean;
  readonly default: JsonValue | undefined;
  readonly shape: Shape;
  readonly schema: JsonSchema;
}

/** One of them is needed, which `required` cannot say. */
const bounds = ['min_value', 'max_value'];

/** The required ones first, each group in the schema's order. */
export function fieldsOf(kwargs: JsonSchema): Field[] {
  const required = requiredOf(kwargs);
  const fields = Object.entries(schemaAt(kwargs, 'properties')).map(([name, given]): Field => {
    const schema = asSchema(given) ?? {};
    const isRequired = required.includes(name);
    return {
      name,
      label: typeof schema['title'] === 'string' ? schema['title'] : labelOf(name),
      hint: typeof schema['description'] === 'string' ? schema['description'] : null,
      required: isRequired,
      foremost: isRequired || bounds.includes(name),
      default: schema['default'],
      shape: shapeOf(name, schema),
      schema,
    };
  });
  return [...fields.filter(({ foremost }) => foremost), ...fields.filter(({ foremost }) => !foremost)];
}

export function shapeOf(name: string, schema: JsonSchema): Shape {
  const choices = alternativesOf(schema);
  if (choices.length > 0) return { kind: 'shapes', shapes: choices.map((choice) => shapeOf(name, choice)) };
  const types = typesOf(schema);
  const [type] = types;
  if (types.length > 1)
    return { kind: 'shapes', shapes: types.map((each) => shapeOf(name, { ...schema, type: each })) };
  const options = schema['enum'];
  if (Array.isArray(options)) return { kind: 'choice', options: options.map(String) };
  switch (type) {
    case 'string':
      return /^column(_[A-Z])?$/.test(name) ? { kind: 'column' } : { kind: 'text' };
    case 'number':
      return schema['minimum'] === 0 && schema['maximum'] === 1 ? { kind: 'share' } : { kind: 'number', whole: false };
    case 'integer':
      return { kind: 'number', whole: true };
    case 'boolean':
      return { kind: 'truth' };
    case 'array':
      if (!isScalar(schemaAt(schema, 'items'))) return { kind: 'json' };
      return /^column_(list|set)$/.test(name) ? { kind: 'columns' } : { kind: 'list' };
    default:
      return { kind: 'json' };
  }
}

/** The shape a value has among several; the first one for no value. */
export function shapeHeldBy(value: JsonValue | undefined, shapes: readonly Shape[]): number {
  const found = shapes.findIndex(({ kind }) => {
    if (kind === 'number' || kind === 'share') return typeof value === 'number';
    if (kind === 'truth') return typeof value === 'boolean';
    if (kind === 'text' || kind === 'column' || kind === 'choice') return typeof value === 'string';
    if (kind === 'list' || kind === 'columns') return Array.isArray(value);
    return value !== undefined;
  });
  return Math.max(0, found);
}

/** What a form begins with: a tick box that must be answered is answered by being left empty. */
export function startingKwargs(fields: readonly Field[], kept: JsonObject): JsonObject {
  const names = new Set(fields.map(({ name }) => name));
  const kwargs = Object.fromEntries(Object.entries(kept).filter(([name]) => names.has(name)));
  for (const { name, required, shape } of fields) {
    if (required && shape.kind === 'truth' && kwargs[name] === undefined) kwargs[name] = false;
  }
  return kwargs;
}

/** By kwarg, what keeps the form from being tried; empty when nothing does. */
export function kwargProblems(fields: readonly Field[], kwargs: JsonObject): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  for (const { name, required, schema } of fields) {
    const value = kwargs[name];
    // Files of Great Expectations write null for what is left out.
    if (value === undefined || value === null) {
      if (required) problems[name] = 'This is needed.';
      continue;
    }
    const problem = isParameter(value) ? null : problemOf(value, schema);
    if (problem !== null) problems[name] = problem;
  }
  return problems;
}

/** `{"$PARAMETER": "name"}`: the suite or the run gives the value. */
export const isParameter = (value: JsonValue | undefined): boolean => asSchema(value)?.['$PARAMETER'] !== undefined;

/** One entry per line. An entry that was a number and still reads the same stays one. */
export function listFrom(text: string, before: readonly JsonValue[]): JsonValue[] {
  const kept = new Map(before.filter((each) => typeof each !== 'string').map((each) => [JSON.stringify(each), each]));
  return text === '' ? [] : text.split('\n').map((line) => kept.get(line) ?? line);
}

export const listText = (entries: readonly JsonValue[]): string =>
  entries.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry))).join('\n');

const isScalar = (schema: JsonSchema): boolean => {
  const types = typesOf(schema);
  return types.length > 0 && types.every((type) => type !== 'array' && type !== 'object');
};

/** `value_set` becomes `Value set`. */
const labelOf = (name: string): string => {
  const words = name.replaceAll('_', ' ').trim();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};
