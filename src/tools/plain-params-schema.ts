import type { Json, JsonObject } from '../core/json.ts';

/** Keywords whose value is copied as it stands. */
const VALUES = [
  'type',
  'title',
  'description',
  'default',
  'enum',
  'const',
  'format',
  'required',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
];

const MAX_DEPTH = 6;

/**
 * A stranger's JSON Schema of parameters, with what a form asks by and nothing else. Left out is what can hold up the page that checks
 * by it (a pattern that backtracks, a reference to itself), and a parameter of the name `__proto__`. Undefined for what is no schema.
 */
export function plainParamsSchema(schema: Json | undefined): Json | undefined {
  return isObject(schema) ? plain(schema, 0) : undefined;
}

function plain(schema: JsonObject, depth: number): JsonObject {
  const kept: [string, Json][] = VALUES.flatMap((key) => (schema[key] === undefined ? [] : [[key, schema[key]]]));
  const { pattern, properties, items, additionalProperties } = schema;
  if (typeof pattern === 'string' && isQuick(pattern)) kept.push(['pattern', pattern]);
  if (isObject(properties) && depth < MAX_DEPTH) {
    const named = Object.entries(properties).flatMap(([name, each]): [string, Json][] =>
      name === '__proto__' ? [] : [[name, isObject(each) ? plain(each, depth + 1) : {}]],
    );
    kept.push(['properties', Object.fromEntries(named)]);
  }
  if (isObject(items) && depth < MAX_DEPTH) kept.push(['items', plain(items, depth + 1)]);
  if (typeof additionalProperties === 'boolean') kept.push(['additionalProperties', additionalProperties]);
  return Object.fromEntries(kept);
}

/** Whether a pattern takes a time that its length bounds: it repeats nothing but one character, and that so many times exactly. */
function isQuick(pattern: string): boolean {
  return /^[^*+?]{1,60}$/u.test(pattern) && !/\{\d*,|\)\{/u.test(pattern);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
