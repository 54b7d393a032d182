import { quoteText } from '../types.ts';
import { type CallContext, type FunctionSpec, scalar } from './function-spec.ts';
import { checked, host } from './host-call.ts';
import { readPath } from './json-path.ts';
import { readStandardPath } from './json-standard-path.ts';

/** Functions of JSON take its text too. */
const SOURCES = ['json', 'varchar'];
const ELEMENTS = ['boolean', 'bigint', 'double', 'varchar'];

/** Values of type json are held as their text. Source: the JSON functions page of Trino's documentation. */
export const JSON_FUNCTIONS: readonly FunctionSpec[] = [
  scalar('json_parse(varchar) -> json', ([text], context) => checked(host('sb_json_parse', text), context)),
  scalar('json_format(json) -> varchar', ([json]) => json),
  ...SOURCES.flatMap((source) => [
    scalar(`json_extract(${source}, varchar) -> json`, ([json, path], context) => textAt('sb_json_extract', json, path, context)),
    scalar(`json_extract_scalar(${source}, varchar) -> varchar`, ([json, path], context) =>
      textAt('sb_json_extract_scalar', json, path, context),
    ),
    scalar(`json_size(${source}, varchar) -> bigint`, ([json, path], context) => {
      checkPath(context);
      return `CAST(${host('sb_json_size', json, path)} AS BIGINT)`;
    }),
    scalar(`json_array_length(${source}) -> bigint`, ([json]) => `CAST(${host('sb_json_array_length', json)} AS BIGINT)`),
    scalar(`json_array_get(${source}, bigint) -> json`, ([json, index]) => host('sb_json_array_get', json, index)),
    scalar(`is_json_scalar(${source}) -> boolean`, ([json]) => `CAST(${host('sb_json_scalar', json)} AS BOOLEAN)`),
    ...ELEMENTS.map((type) =>
      scalar(
        `json_array_contains(${source}, ${type}) -> boolean`,
        ([json, value]) => `CAST(${host('sb_json_array_contains', json, value, quoteText(type))} AS BOOLEAN)`,
      ),
    ),
  ]),
  scalar('json_value(varchar, varchar) -> varchar', ([json, path], context) => standard('sb_json_value', json, path, context)),
  scalar('json_query(varchar, varchar) -> varchar', ([json, path], context) => standard('sb_json_query', json, path, context)),
  scalar('json_exists(varchar, varchar) -> boolean', ([json, path], context) => {
    checkStandardPath(context);
    return `CAST(${host('sb_json_exists', json, path)} AS BOOLEAN)`;
  }),
];

/** A constant path is read now; the call of another one may fail. */
function textAt(name: string, json: string, path: string, context: CallContext): string {
  const call = host(name, json, path);
  return checkPath(context) ? call : checked(call, context);
}

function checkPath(context: CallContext): boolean {
  const path = context.constant(1);
  if (path === undefined) return false;
  if (readPath(path).steps === undefined)
    context.refuse(
      `Invalid JSON path: '${path}'; write $.a, $.a[0], $["a b"] (with double quotes around what is not letters, digits and _)`,
    );
  return true;
}

function standard(name: string, json: string, path: string, context: CallContext): string {
  const call = host(name, json, path);
  return checkStandardPath(context) ? call : checked(call, context);
}

function checkStandardPath(context: CallContext): boolean {
  const path = context.constant(1);
  if (path === undefined) return false;
  if (readStandardPath(path).path === undefined)
    context.refuse(
      `the JSON path '${path}' has more than keys, indexes and *; write lax $.a[0], or json_extract_scalar(json, '$.a')`,
    );
  return true;
}
