import type { Json, JsonObject } from '../../core/json.ts';

/** The properties of a JSON Schema of parameters, by name; none where there is no schema. */
export function propertiesOf(schema: Json | undefined): Record<string, JsonObject> {
  const properties = isObject(schema) ? schema['properties'] : undefined;
  if (!isObject(properties)) return {};
  return Object.fromEntries(Object.entries(properties).filter((entry): entry is [string, JsonObject] => isObject(entry[1])));
}

/**
 * A parameter's value as a person writes it ("10", "true", "service,team", '{"a": 1}'), by its schema; where that says nothing, what
 * is JSON is taken as such. Whether it fits is the tool's to say.
 */
export function paramValue(text: string, property: JsonObject | undefined): Json {
  const type = property?.['type'];
  if (type === 'string') return text;
  if (type === 'number' || type === 'integer')
    return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/iu.test(text) ? Number(text) : text;
  if (type === 'boolean') return booleanOf(text);
  if (type === 'array') return listOf(text);
  return jsonOf(text) ?? text;
}

function booleanOf(text: string): Json {
  if (/^(?:true|yes|on)$/iu.test(text)) return true;
  return /^(?:false|no|off)$/iu.test(text) ? false : text;
}

function listOf(text: string): Json {
  if (text.startsWith('[')) return jsonOf(text) ?? text;
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Undefined for what is no JSON. */
function jsonOf(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    // "012345678901" is an account, and 210020003001234567890 would lose digits.
    return typeof value === 'number' && String(value) !== text ? text : value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
