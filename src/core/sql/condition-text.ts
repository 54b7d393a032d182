import { QueryError, ToolInputError } from '../app-error.ts';
import type { Json } from '../json.ts';
import { tokenize, type Token } from './lexer.ts';
import { quotedText, refuseUnwritable } from './sql-literal.ts';

const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/**
 * A parameter's value where a condition is expected: a text such as `month = '11' AND year = '2026'`, written anew from its tokens
 * on one line and in parentheses, so that nothing of it reaches past them. true, false and null stay what they are. Throws
 * `ToolInputError` naming the parameter for what is no condition.
 */
export function conditionText(name: string, value: Json): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value === null) return 'NULL';
  if (typeof value !== 'string')
    throw noCondition(
      name,
      value,
      Array.isArray(value) ? 'is a list' : `is ${typeof value === 'number' ? 'a number' : 'an object'}`,
    );
  refuseUnwritable(name, value);
  const tokens = tokensOf(name, value);
  if (tokens.length === 0) throw noCondition(name, value, 'is empty');
  const open: string[] = [];
  let text = '';
  let end = tokens[0]?.start ?? 0;
  for (const token of tokens) {
    text += `${token.start > end ? ' ' : ''}${written(name, value, token)}`;
    ({ end } = token);
    follow(name, value, token, open);
  }
  if (open.length > 0) throw noCondition(name, value, `lacks a closing ${open.at(-1)}`);
  return `(${text})`;
}

function tokensOf(name: string, value: string): Token[] {
  try {
    return tokenize(value);
  } catch (error) {
    if (error instanceof QueryError) throw noCondition(name, value, `cannot be read: ${error.message}`);
    throw error;
  }
}

/** Keeps the brackets that are open; refuses one that closes more than the value itself opened. */
function follow(name: string, value: string, { kind, text }: Token, open: string[]): void {
  if (kind !== 'operator') return;
  const closing = CLOSING[text];
  if (closing !== undefined) open.push(closing);
  else if (Object.values(CLOSING).includes(text) && open.pop() !== text)
    throw noCondition(name, value, `closes a ${text} that it does not open`);
}

function written(name: string, value: string, { kind, text }: Token): string {
  if (kind === 'operator' && text === ';') throw noCondition(name, value, 'holds a ;');
  if (kind === 'parameter') throw noCondition(name, value, `holds the placeholder ${text}`);
  if (kind === 'quoted' && /[\r\n]/u.test(text)) throw noCondition(name, value, 'holds a name that goes over a line');
  if (kind !== 'string') return text;
  if (!text.startsWith("'")) throw noCondition(name, value, "holds an E'…' string");
  return quotedText(name, text.slice(1, -1).replaceAll("''", "'"));
}

function noCondition(name: string, value: Json, problem: string): ToolInputError {
  const shown = JSON.stringify(value);
  return new ToolInputError(
    `The parameter "${name}" stands where the query expects a condition, but ${problem}: ${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown}. ` +
      `Give one condition as text, such as "year = '2026' AND month = '11'", or true for no condition`,
  );
}
