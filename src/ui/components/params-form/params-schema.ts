import { isCheapPattern } from '../../../core/cheap-pattern.ts';
import type { Json, JsonObject } from '../../../core/json.ts';
import { fieldText, readField as readValue } from './query-parameters.ts';
import { paramsText, readParamsText } from './read-params.ts';

/** `value` is what the workbench's field of a query's parameter takes; `params` asks for all of them at once, as a JSON object. */
export type ParamKind = 'text' | 'number' | 'integer' | 'boolean' | 'choice' | 'choices' | 'date' | 'json' | 'value' | 'params';

/** One parameter of a workflow, as the Run dialog asks for it. */
export type ParamField = {
  name: string;
  label: string;
  description?: string;
  kind: ParamKind;
  required: boolean;
  choices?: Json[];
  default?: Json;
  minimum?: number;
  maximum?: number;
  /** A regular expression that a text must fit. */
  pattern?: string;
  /** Values that fit. */
  examples?: string[];
};

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function kindOf(property: JsonObject): ParamKind {
  if (Array.isArray(property['enum'])) return 'choice';
  if (property['type'] === 'array' && itemChoices(property) !== undefined) return 'choices';
  switch (property['type']) {
    case 'string':
      return property['format'] === 'date' ? 'date' : 'text';
    case 'number':
    case 'integer':
    case 'boolean':
      return property['type'];
    default:
      return 'json';
  }
}

/** What the items of a list may be, where the schema names them. */
function itemChoices({ items }: JsonObject): Json[] | undefined {
  return isObject(items) && Array.isArray(items['enum']) ? items['enum'] : undefined;
}

/** "min_increase" is asked for as "Min increase" where the schema gives no title. */
function labelOf(name: string): string {
  const words = name.replaceAll(/[_-]+/gu, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function fieldOf(name: string, property: JsonObject, required: boolean): ParamField {
  const field: ParamField = { name, label: textOf(property['title']) ?? labelOf(name), kind: kindOf(property), required };
  const description = textOf(property['description']);
  if (description !== undefined) field.description = description;
  const choices = Array.isArray(property['enum']) ? property['enum'] : itemChoices(property);
  if (choices !== undefined) field.choices = choices;
  if (property['default'] !== undefined) field.default = property['default'];
  if (typeof property['minimum'] === 'number') field.minimum = property['minimum'];
  if (typeof property['maximum'] === 'number') field.maximum = property['maximum'];
  const pattern = textOf(property['pattern']);
  if (pattern !== undefined) field.pattern = pattern;
  const examples = Array.isArray(property['examples']) ? property['examples'].flatMap((each) => textOf(each) ?? []) : [];
  if (examples.length > 0) field.examples = examples;
  return field;
}

/**
 * The parameters that a JSON Schema of type "object" describes, in its order. A property that is neither text, number, boolean, date
 * nor a choice is asked for as JSON. Empty for a schema that names no properties.
 */
export function paramFields(schema: Json | undefined): ParamField[] {
  if (!isObject(schema) || !isObject(schema['properties'])) return [];
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(schema['properties']).map(([name, property]) =>
    fieldOf(name, isObject(property) ? property : {}, required.includes(name)),
  );
}

/** What stands in a field before the person writes: the default, else nothing. */
export function initialText(field: ParamField): string {
  if (field.kind === 'value') return fieldText('value', field.default);
  if (field.default === undefined || field.default === null) return '';
  if (field.kind === 'choices' && !Array.isArray(field.default)) return '';
  if (field.kind === 'params') return isObject(field.default) ? paramsText(field.default) : '';
  if (field.kind === 'json' || field.kind === 'choices') return JSON.stringify(field.default);
  return typeof field.default === 'string' ? field.default : JSON.stringify(field.default);
}

function rangeOf({ minimum, maximum }: ParamField): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `, ${minimum} or more`;
  return maximum === undefined ? '' : `, ${maximum} or less`;
}

function readNumber(field: ParamField, text: string): Read {
  const value = Number(text);
  const fits =
    Number.isFinite(value) &&
    (field.kind === 'number' || Number.isInteger(value)) &&
    value >= (field.minimum ?? -Infinity) &&
    value <= (field.maximum ?? Infinity);
  const what = field.kind === 'integer' ? 'a whole number' : 'a number';
  return fits ? { value } : { problem: `${field.label} is "${text}"; enter ${what}${rangeOf(field)}` };
}

function readDate(field: ParamField, text: string): Read {
  const time = /^\d{4}-\d{2}-\d{2}$/u.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  const real = time !== undefined && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
  return real ? { value: text } : { problem: `${field.label} is "${text}"; enter a date such as 2026-11-20` };
}

/** In the words of who wrote the schema; the expression itself only where nothing else says what is asked for. */
function readText(field: ParamField, text: string): Read {
  const { label, pattern, description, examples = [] } = field;
  if (pattern === undefined || fits(pattern, text)) return { value: text };
  const such = examples.length === 0 ? '' : `such as ${examples.slice(0, 3).join(', ')}`;
  const form = [description?.replace(/\.$/u, ''), such].filter((part) => part !== undefined && part !== '').join('; ');
  const asked = form === '' ? ` (the pattern ${pattern})` : `: ${form}`;
  return { problem: `${label} is "${text}"; that does not have the form that is asked for${asked}` };
}

/** A pattern that could hold up the page, or that is none, is not asked. */
function fits(pattern: string, text: string): boolean {
  return !isCheapPattern(pattern) || new RegExp(pattern, 'u').test(text);
}

function readJson(field: ParamField, text: string): Read {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return { problem: `${field.label} is no JSON; enter a value such as ["EC2", "S3"] or {"team": "web"}` };
  }
}

type Read = { value: Json } | { problem: string };

function readField(field: ParamField, text: string): Read {
  switch (field.kind) {
    case 'number':
    case 'integer':
      return readNumber(field, text.trim());
    case 'date':
      return readDate(field, text.trim());
    case 'boolean':
      return { value: text === 'true' };
    case 'choice': {
      const choice = field.choices?.find((each) => choiceText(each) === text);
      return choice === undefined ? { problem: `${field.label} is "${text}"; choose one of the list` } : { value: choice };
    }
    case 'choices':
    case 'json':
      return readJson(field, text);
    case 'params': {
      const read = readParamsText(text);
      return read.ok ? { value: read.params } : read;
    }
    case 'value': {
      const value = readValue('value', text);
      return { value: value === undefined ? text : value };
    }
    case 'text':
      return readText(field, text);
  }
}

/** How one value of an enumeration is shown, and found again. */
export function choiceText(choice: Json): string {
  return typeof choice === 'string' ? choice : JSON.stringify(choice);
}

/** The params that the texts mean: an empty field is left out. Problems are by the field's name, each with its fix. */
export function readParams(
  fields: readonly ParamField[],
  texts: Readonly<Record<string, string>>,
): { ok: true; params: JsonObject } | { ok: false; problems: Record<string, string> } {
  const entries: [string, Json][] = [];
  const problems: [string, string][] = [];
  for (const field of fields) {
    const text = Object.hasOwn(texts, field.name) ? (texts[field.name] ?? '') : '';
    if (text.trim() === '') {
      if (field.required) problems.push([field.name, `${field.label} is empty; the workflow needs it`]);
      continue;
    }
    const read = readField(field, text);
    if ('problem' in read) problems.push([field.name, read.problem]);
    else if (field.kind === 'params' && isObject(read.value)) entries.push(...Object.entries(read.value));
    else entries.push([field.name, read.value]);
  }
  return problems.length > 0
    ? { ok: false, problems: Object.fromEntries(problems) }
    : { ok: true, params: Object.fromEntries(entries) };
}
