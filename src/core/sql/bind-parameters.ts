import { ToolInputError } from '../app-error.ts';
import type { Json, JsonObject } from '../json.ts';
import { tokenize } from './lexer.ts';

/**
 * `sql` with every `:name` and `${name}` outside of strings, quoted identifiers and comments replaced by the parameter's value as a
 * literal: strings quoted, numbers, TRUE, FALSE, NULL, arrays as a comma list (for `IN (:names)`; an empty one is NULL, which
 * matches nothing). Lines stay where they are. Throws `ToolInputError` for a parameter that was not given or is no such value.
 */
export function bindParameters(sql: string, params: JsonObject): string {
  let bound = '';
  let copied = 0;
  for (const token of tokenize(sql)) {
    if (token.kind !== 'parameter') continue;
    const name = token.text.replace(/^(?::|\$\{\s*)|\s*\}$/gu, '');
    bound += sql.slice(copied, token.start) + literal(name, valueOf(name, params));
    copied = token.end;
  }
  return bound + sql.slice(copied);
}

function valueOf(name: string, params: JsonObject): Json {
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  if (value !== undefined) return value;
  const given = Object.keys(params);
  throw new ToolInputError(
    `The query asks for the parameter "${name}", which was not given; ` +
      (given.length === 0 ? 'no parameters were given' : `given were ${given.slice(0, 20).join(', ')}`) +
      `. Add it to params: { "${name}": … }`,
  );
}

function literal(name: string, value: Json): string {
  if (Array.isArray(value)) return value.length === 0 ? 'NULL' : value.map((item) => scalar(name, item)).join(', ');
  return scalar(name, value);
}

function scalar(name: string, value: Json): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return quoted(name, value);
  if (typeof value !== 'number')
    throw new ToolInputError(
      `The parameter "${name}" is ${Array.isArray(value) ? 'a list of lists' : 'an object'}; give a string, a number, true, false, null or a list of these`,
    );
  if (!Number.isFinite(value)) throw new ToolInputError(`The parameter "${name}" is ${value}; give a finite number`);
  return value < 0 ? `(${value})` : String(value);
}

/** Line breaks are spelled with `chr`, so that a line number in an error is that of the text as it was written. */
function quoted(name: string, value: string): string {
  if (value.includes('\0') || !value.isWellFormed())
    throw new ToolInputError(`The parameter "${name}" holds a NUL character or half of a surrogate pair; take it out`);
  const parts = value.split(/([\r\n])/u).filter((part) => part !== '');
  if (parts.every((part) => part !== '\n' && part !== '\r')) return `'${value.replaceAll("'", "''")}'`;
  const spelled = parts.map((part) =>
    part === '\n' ? 'chr(10)' : part === '\r' ? 'chr(13)' : `'${part.replaceAll("'", "''")}'`,
  );
  return `(${spelled.join(' || ')})`;
}
