/**
 * The part of JSON Schema (draft 2020-12) that expectations' kwargs are described in: whether a value fits, and if not,
 * why, in words that can stand below an input.
 */
import type { JsonObject, JsonValue } from '../../../../electron/contract/check.ts';

export type JsonSchema = JsonObject;

/** Null when the value fits. */
export function problemOf(value: JsonValue, schema: JsonSchema): string | null {
  const choices = alternativesOf(schema);
  if (choices.length > 0) {
    return choices.some((choice) => problemOf(value, choice) === null) ? null : 'Must be of another kind.';
  }
  const types = typesOf(schema);
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) return `Must be ${listOf(types)}.`;
  const options = schema['enum'];
  if (Array.isArray(options) && !options.includes(value))
    return `Must be one of ${options.map((option) => JSON.stringify(option)).join(', ')}.`;
  if (typeof value === 'number') return numberProblem(value, schema);
  if (typeof value === 'string') return textProblem(value, schema);
  if (Array.isArray(value)) return listProblem(value, schema);
  if (value !== null && typeof value === 'object') return objectProblem(value, schema);
  return null;
}

export const schemaAt = (schema: JsonSchema, key: string): JsonSchema => asSchema(schema[key]) ?? {};

export function alternativesOf(schema: JsonSchema): JsonSchema[] {
  const anyOf = schema['anyOf'];
  return Array.isArray(anyOf) ? anyOf.map((each) => asSchema(each) ?? {}) : [];
}

export function typesOf(schema: JsonSchema): string[] {
  const type = schema['type'];
  return Array.isArray(type) ? type.map(String) : typeof type === 'string' ? [type] : [];
}

export function asSchema(value: JsonValue | undefined): JsonSchema | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
}

/** The names in `required`. */
export const requiredOf = (schema: JsonSchema): string[] => {
  const required = schema['required'];
  return Array.isArray(required) ? required.map(String) : [];
};

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'nothing',
};

const listOf = (types: readonly string[]): string =>
  types
    .filter((type) => type !== 'null')
    .map((type) => typeWords[type] ?? type)
    .join(' or ');

function isOfType(value: JsonValue, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return asSchema(value) !== undefined;
    case 'integer':
      return Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    default:
      return typeof value === type;
  }
}

function numberProblem(value: number, { minimum, maximum }: JsonSchema): string | null {
  if (typeof minimum === 'number' && value < minimum) return `Must be at least ${minimum}.`;
  if (typeof maximum === 'number' && value > maximum) return `Must be at most ${maximum}.`;
  return null;
}

const textProblem = (value: string, { minLength }: JsonSchema): string | null =>
  typeof minLength === 'number' && value.length < minLength ? 'Must not be empty.' : null;

function listProblem(value: readonly JsonValue[], schema: JsonSchema): string | null {
  const { minItems, maxItems, prefixItems, items } = schema;
  if (typeof minItems === 'number' && value.length < minItems) return `Needs at least ${minItems}.`;
  if (typeof maxItems === 'number' && value.length > maxItems) return `Takes at most ${maxItems}.`;
  for (const [index, item] of value.entries()) {
    const own = Array.isArray(prefixItems) ? asSchema(prefixItems[index]) : undefined;
    const problem = problemOf(item, own ?? asSchema(items) ?? {});
    if (problem !== null) return `In place ${index + 1}: ${problem}`;
  }
  return null;
}

function objectProblem(value: JsonObject, schema: JsonSchema): string | null {
  const missing = requiredOf(schema).find((name) => value[name] === undefined);
  if (missing !== undefined) return `Needs "${missing}".`;
  const properties = schemaAt(schema, 'properties');
  for (const [name, item] of Object.entries(value)) {
    const problem = problemOf(item, schemaAt(properties, name));
    if (problem !== null) return `In "${name}": ${problem}`;
  }
  return null;
}
