import { z } from 'zod';
import { ToolInputError } from '../core/app-error.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { hasReferences, tamedSchema } from '../core/tamed-schema.ts';
import { suggestion } from './near-names.ts';
import { shown } from './parse-input.ts';

type Checked = {
  /** The workflow's name, for the message. */
  name: string;
  /** Its JSON Schema of parameters; nothing is checked where there is none. */
  schema: Json | undefined;
  /** Whether parameters that the schema does not name are refused even where it says nothing of them. */
  closed: boolean;
};

/**
 * Throws `ToolInputError` where `params` do not fit the workflow's schema, naming each parameter, what it got and what it wants. The
 * params stay as they are: defaults are the code's to fill in.
 */
export function checkParams({ name, schema, closed }: Checked, params: JsonObject): void {
  if (!isObject(schema)) return;
  const problems = [
    ...unknownNames(name, schema, closed, params),
    ...missingNames(schema, params),
    ...misfits(name, schema, params),
  ];
  if (problems.length > 0) throw new ToolInputError(`load_workflow: ${problems.slice(0, 5).join('; ')}`);
}

function unknownNames(name: string, schema: JsonObject, closed: boolean, params: JsonObject): string[] {
  if (schema['additionalProperties'] !== false && !(closed && schema['additionalProperties'] === undefined)) return [];
  const known = Object.keys(propertiesOf(schema));
  return Object.keys(params)
    .filter((each) => !known.includes(each))
    .map((each) => `params: "${each.slice(0, 80)}" is no parameter of "${name}". ${suggestion(each, known, 'parameters')}`);
}

function missingNames(schema: JsonObject, params: JsonObject): string[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return required
    .filter((each): each is string => typeof each === 'string' && !Object.hasOwn(params, each))
    .map((each) => `params.${each}: got nothing, wants ${wanted(schemaAt(schema, [each]))}`);
}

function misfits(name: string, schema: JsonObject, params: JsonObject): string[] {
  // What is unknown or missing is named apart.
  const { required: _required, additionalProperties, ...rest } = schema;
  const values = isObject(additionalProperties) ? { ...rest, additionalProperties } : rest;
  const { issues } = readSchema(name, values).safeParse(params, { reportInput: true }).error ?? { issues: [] };
  return issues.map((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') return `${pathText(path)}: ${issue.keys.map(quoted).join(', ')} is no field of it`;
    return `${pathText(path)}: got ${shown(issue.input)}, wants ${wanted(schemaAt(schema, path))}`;
  });
}

/**
 * zod refuses what it does not know of JSON Schema, such as `if`. The schema may be a stranger's, whose workflow was imported: references,
 * which can be made to multiply, are refused, and patterns that could hold up the page are not asked.
 */
function readSchema(name: string, schema: JsonObject): z.ZodType {
  try {
    if (hasReferences(schema)) throw new Error('it refers to parts of itself by $ref');
    return z.fromJSONSchema(tamedSchema(schema));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ToolInputError(
      `load_workflow: params of "${name}" cannot be checked, since its params_schema cannot be read (${why}); run its code with execute_code`,
      { cause: error },
    );
  }
}

/** The part of a schema that speaks of the value at a path. */
function schemaAt(schema: JsonObject, path: readonly string[]): JsonObject {
  let found: Json | undefined = schema;
  for (const key of path) {
    if (!isObject(found)) return {};
    const properties = propertiesOf(found);
    found = Object.hasOwn(properties, key) ? properties[key] : (found['items'] ?? found['additionalProperties']);
  }
  return isObject(found) ? found : {};
}

/** What a value must be, in the words of the tools' own messages: "a whole number, at least 1". */
function wanted(schema: JsonObject): string {
  const { enum: choices, pattern, format, minimum, maximum, minLength, maxLength, description } = schema;
  if (Array.isArray(choices)) return `one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`;
  const parts = [format === 'date' ? 'a date such as "2026-10-31"' : kindText(schema['type'])];
  if (typeof pattern === 'string') parts.push(`of the form ${pattern}`);
  if (minimum !== undefined) parts.push(`at least ${shown(minimum)}`);
  if (maximum !== undefined) parts.push(`at most ${shown(maximum)}`);
  if (minLength !== undefined) parts.push(`at least ${shown(minLength)} characters`);
  if (maxLength !== undefined) parts.push(`at most ${shown(maxLength)} characters`);
  return `${parts.join(', ')}${typeof description === 'string' ? ` (${description.replace(/\.$/u, '')})` : ''}`;
}

const KINDS: ReadonlyMap<Json | undefined, string> = new Map([
  ['string', 'a text'],
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object'],
  ['null', 'null'],
]);

function kindText(type: Json | undefined): string {
  return (Array.isArray(type) ? type : [type]).map((each) => KINDS.get(each) ?? 'a value that fits its schema').join(' or ');
}

function propertiesOf(schema: JsonObject): JsonObject {
  return isObject(schema['properties']) ? schema['properties'] : {};
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pathText(path: readonly string[]): string {
  return ['params', ...path].join('.');
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
