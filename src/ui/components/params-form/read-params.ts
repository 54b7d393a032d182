import type { Json, JsonObject } from '../../../core/json.ts';

const ONE_LINE = 100;

export type ReadParams = { ok: true; params: JsonObject } | { ok: false; problem: string };

/** The params that the text means: a JSON object, or none where it is empty. */
export function readParamsText(text: string): ReadParams {
  if (text.trim() === '') return { ok: true, params: {} };
  try {
    const value = JSON.parse(text) as Json;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ok: true, params: value };
    return { ok: false, problem: 'Parameters must be a JSON object, such as {"month": "2026-10"}.' };
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message : String(error);
    return { ok: false, problem: `Parameters are no JSON: ${why}. Write an object such as {"month": "2026-10"}.` };
  }
}

/** The text with which a workflow's parameters begin: the defaults of its schema. */
export function defaultParamsText(schema: Json | undefined): string {
  const properties = isObject(schema) ? schema['properties'] : undefined;
  if (!isObject(properties)) return '';
  const defaults: JsonObject = {};
  for (const [name, property] of Object.entries(properties)) {
    const value = isObject(property) ? property['default'] : undefined;
    if (value !== undefined && value !== null) defaults[name] = value;
  }
  return paramsText(defaults);
}

/** Params on one line; nothing for none. */
export function paramsLine(params: JsonObject): string {
  return Object.keys(params).length === 0 ? '' : JSON.stringify(params, null, 2).replaceAll(/\n\s*/gu, ' ');
}

/** Params as one line where they fit, else one to a line; nothing for none. */
export function paramsText(params: JsonObject): string {
  const line = paramsLine(params);
  return line.length <= ONE_LINE ? line : JSON.stringify(params, null, 2);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
