import type { Json, JsonObject } from '../../../core/json.ts';
import type { LanguageId } from '../../../core/run.ts';
import type { ParamField } from './params-schema.ts';
import { parameterHints, queryParametersOf } from './query-parameters.ts';

/**
 * What code without a schema asks for, filled in from params that it had `before`: of a query each of its placeholders, which all need a
 * value. Other code is not read, which can take long: where it names `params`, they are asked for as one JSON object.
 */
export function codeParamFields(language: LanguageId, code: string, before: JsonObject): ParamField[] {
  if (language !== 'sql') return /\bparams\b/u.test(code) ? [paramsField(before)] : [];
  return queryParametersOf(language, code).map(({ name, kind }) => ({
    name,
    label: name,
    description: parameterHints[kind].long,
    kind: kind === 'value' ? 'value' : 'text',
    required: true,
    ...given(Object.hasOwn(before, name) ? before[name] : undefined),
  }));
}

function paramsField(before: JsonObject): ParamField {
  const description = 'What the code reads from params, as a JSON object such as {"month": "2026-10"}.';
  return { name: 'params', label: 'Parameters', description, kind: 'params', required: false, default: before };
}

function given(value: Json | undefined): Pick<ParamField, 'default'> {
  return value === undefined ? {} : { default: value };
}
