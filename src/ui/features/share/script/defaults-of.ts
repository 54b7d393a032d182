import type { Json, JsonObject } from '../../../../core/json.ts';

/** The defaults of a schema's properties. */
export function defaultsOf(schema: Json | undefined): JsonObject {
  const properties = isObject(schema) ? schema['properties'] : undefined;
  if (!isObject(properties)) return {};
  const entries = Object.entries(properties).flatMap(([name, property]) => {
    const value = isObject(property) ? property['default'] : undefined;
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
