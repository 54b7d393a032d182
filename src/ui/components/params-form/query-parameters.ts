import type { Json, JsonObject } from '../../../core/json.ts';
import type { LanguageId } from '../../../core/run.ts';
import { parametersOf, type ParameterKind, type QueryParameter } from '../../../core/sql/parameters-of.ts';
import { paramsLine, readParamsText } from './read-params.ts';

/** More characters than a query may have; code as long as this is no query that anybody fills in. */
const MOST_CHARACTERS = 262_144;

/** What a field takes that asks for a parameter of a query. */
export const parameterHints: Record<ParameterKind, { long: string; example: string }> = {
  value: {
    long: 'A number, true, false, null, a list in [ ], or text; what stands between double quotes is text.',
    example: 'such as 2026-10',
  },
  table: { long: 'The name of a table or database.', example: 'such as cur' },
  condition: { long: 'A condition, or true for none.', example: "such as line_item_line_item_type = 'Usage'" },
};

const none: readonly QueryParameter[] = [];

/** The placeholders of code that is SQL, for each of which there is a field. */
export function queryParametersOf(language: LanguageId, code: string): readonly QueryParameter[] {
  return language === 'sql' && code.length <= MOST_CHARACTERS ? parametersOf(code) : none;
}

/** Says which placeholders have no value among the params; undefined where all have one. */
export function missingParameter(
  parameters: readonly QueryParameter[],
  params: JsonObject,
): { name: string; text: string } | undefined {
  const missing = parameters.filter(({ name }) => !Object.hasOwn(params, name)).map(({ name }) => name);
  const [first, ...more] = missing;
  if (first === undefined) return undefined;
  const names = more.length === 0 ? first : `${missing.slice(0, -1).join(', ')} and ${missing.at(-1)}`;
  return {
    name: first,
    text: `The query asks for ${names}. Fill in ${more.length === 0 ? 'this field' : 'these fields'} to run it.`,
  };
}

/**
 * The params, on one line, with one of them written anew, or taken away where `value` is undefined. A text that is no JSON stays
 * as it is.
 */
export function withParameter(text: string, name: string, value: Json | undefined): string {
  const read = readParamsText(text);
  if (!read.ok) return text;
  const { [name]: _, ...others } = read.params;
  return paramsLine(value === undefined ? others : { ...read.params, [name]: value });
}

/**
 * What a field's text means: of a value, JSON where it is a number, true, false, null, a list or text between double quotes, else the
 * text itself; a number that has more digits than a number can hold, or the
 * twelve of an account, is text. Undefined for an empty field.
 */
export function readField(kind: ParameterKind, text: string): Json | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (kind !== 'value') return text;
  try {
    const value = JSON.parse(trimmed) as Json;
    if (typeof value === 'number') return isPlainNumber(trimmed) ? value : text;
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? text : value;
  } catch {
    // No JSON: that is what most text is.
    return text;
  }
}

/** An AWS account is named by twelve digits, in columns of text. */
const ACCOUNT_ID = /^\d{12}$/u;

/** A number that is written out, with no more digits than a number can hold exactly, and that is no account's. */
function isPlainNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/u.test(text) && !ACCOUNT_ID.test(text) && text.replaceAll(/\D/gu, '').length <= 15;
}

/** The text by which a field means this value. */
export function fieldText(kind: ParameterKind, value: Json | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return JSON.stringify(value);
  return kind !== 'value' || readField(kind, value) === value ? value : JSON.stringify(value);
}
