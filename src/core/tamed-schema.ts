import { isCheapPattern } from './cheap-pattern.ts';
import type { Json, JsonObject } from './json.ts';

/** Members of a JSON Schema that hold a schema, or a list of them; and those that hold schemas by name. */
const SCHEMAS = new Set([
  'items',
  'prefixItems',
  'additionalItems',
  'additionalProperties',
  'contains',
  'propertyNames',
  'not',
  'allOf',
  'anyOf',
  'oneOf',
]);
const SCHEMAS_BY_NAME = new Set(['properties', '$defs', 'definitions']);

/**
 * The JSON Schema without the patterns that could hold up the page, for whoever made it may be a stranger: a value is then not held to
 * them. `dropped` is told each.
 */
export function tamedSchema(schema: JsonObject, dropped: (pattern: string) => void = () => undefined): JsonObject {
  const tame = (value: Json): Json =>
    Array.isArray(value) ? value.map(tame) : isObject(value) ? tamedSchema(value, dropped) : value;
  const names = isObject(schema['patternProperties']) ? Object.keys(schema['patternProperties']) : [];
  const costly = names.filter((name) => !isCheapPattern(name));
  for (const name of costly) dropped(name);
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]): [string, Json][] => {
      if (key === 'pattern' && typeof value === 'string' && !isCheapPattern(value)) {
        dropped(value);
        return [];
      }
      // What other names may be can only be said beside all of the patterns.
      if (costly.length > 0 && (key === 'patternProperties' || key === 'additionalProperties')) return [];
      if (SCHEMAS.has(key)) return [[key, tame(value)]];
      if ((SCHEMAS_BY_NAME.has(key) || key === 'patternProperties') && isObject(value))
        return [[key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, tame(each)]))]];
      return [[key, value]];
    }),
  );
}

/** Whether a part of it refers to another: checking a value against such a schema can take for ever. */
export function hasReferences(schema: Json): boolean {
  if (Array.isArray(schema)) return schema.some(hasReferences);
  if (!isObject(schema)) return false;
  if (typeof schema['$ref'] === 'string' || typeof schema['$dynamicRef'] === 'string') return true;
  return Object.entries(schema).some(([key, value]) => {
    if (SCHEMAS.has(key)) return hasReferences(value);
    return (
      (SCHEMAS_BY_NAME.has(key) || key === 'patternProperties') && isObject(value) && Object.values(value).some(hasReferences)
    );
  });
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
