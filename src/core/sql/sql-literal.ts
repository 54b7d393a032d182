import { ToolInputError } from '../app-error.ts';
import type { Json } from '../json.ts';

/**
 * A parameter's value as SQL: strings quoted, numbers, TRUE, FALSE, NULL, arrays as a comma list (for `IN (:names)`; an empty one is
 * NULL, which matches nothing). Throws `ToolInputError` naming the parameter for what is no such value.
 */
export function literal(name: string, value: Json): string {
  return listed(value, (item) => scalar(name, item));
}

/** As `literal`, but numbers, true and false become text too. */
export function textLiteral(name: string, value: Json): string {
  return listed(value, (item) =>
    typeof item === 'boolean' || (typeof item === 'number' && Number.isFinite(item))
      ? quotedText(name, String(item))
      : scalar(name, item),
  );
}

function listed(value: Json, write: (item: Json) => string): string {
  if (!Array.isArray(value)) return write(value);
  return value.length === 0 ? 'NULL' : value.map(write).join(', ');
}

function scalar(name: string, value: Json): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return quotedText(name, value);
  if (typeof value !== 'number')
    throw new ToolInputError(
      `The parameter "${name}" is ${Array.isArray(value) ? 'a list of lists' : 'an object'}; give a string, a number, true, false, null or a list of these`,
    );
  if (!Number.isFinite(value)) throw new ToolInputError(`The parameter "${name}" is ${value}; give a finite number`);
  return value < 0 ? `(${value})` : String(value);
}

/** Line breaks are spelled with `chr`, so that a line number in an error is that of the text as it was written. */
export function quotedText(name: string, value: string): string {
  refuseUnwritable(name, value);
  const parts = value.split(/([\r\n])/u).filter((part) => part !== '');
  if (parts.every((part) => part !== '\n' && part !== '\r')) return `'${value.replaceAll("'", "''")}'`;
  const spelled = parts.map((part) =>
    part === '\n' ? 'chr(10)' : part === '\r' ? 'chr(13)' : `'${part.replaceAll("'", "''")}'`,
  );
  return `(${spelled.join(' || ')})`;
}

/** Throws `ToolInputError` for what no SQL text can hold. */
export function refuseUnwritable(name: string, value: string): void {
  if (value.includes('\0') || !value.isWellFormed())
    throw new ToolInputError(`The parameter "${name}" holds a NUL character or half of a surrogate pair; take it out`);
}
