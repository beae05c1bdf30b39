/** What a form needs to offer every expectation: its words, and its kwargs as JSON Schema. */
import { z } from 'zod';
import type { ExpectationType, JsonObject, JsonValue } from '../../contract/check.ts';
import { expectations } from './registry.ts';

export function listExpectations(): ExpectationType[] {
  return expectations.map(({ type, kind, words, kwargs }) => ({ type, kind, words, kwargs: schemaOf(kwargs) }));
}

/** Of what a person fills in: what has a default is not required, and to leave a field empty is no value of its own. */
function schemaOf(kwargs: z.ZodObject): JsonObject {
  // Once through JSON, because zod adds a hidden key.
  const schema = JSON.parse(JSON.stringify(z.toJSONSchema(kwargs, { io: 'input' }))) as JsonObject;
  const properties = Object.entries(schema['properties'] as Record<string, JsonObject>);
  return { ...schema, properties: Object.fromEntries(properties.map(([name, own]) => [name, withoutNull(own)])) };
}

function withoutNull(schema: JsonObject): JsonObject {
  const { type, anyOf, ...rest } = schema;
  if (Array.isArray(type)) return { ...rest, type: single(type.filter((name) => name !== 'null')) };
  if (!Array.isArray(anyOf)) return schema;
  const others = anyOf.filter((each) => (each as JsonObject)['type'] !== 'null') as JsonObject[];
  const [only] = others;
  return others.length === 1 && only !== undefined ? { ...rest, ...only } : { ...rest, anyOf: others };
}

function single(types: JsonValue[]): JsonValue {
  return types.length === 1 ? (types[0] ?? null) : types;
}
