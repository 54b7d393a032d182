import type { Expression, IntervalField } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { INTERVAL_FIELDS } from './words.ts';

/** NULL, TRUE, numbers, strings, `X'…'`, intervals and strings behind a type's name, or nothing. */
export function parseLiteral(cursor: Cursor): Expression | undefined {
  const { token, at } = cursor;
  switch (token.kind) {
    case 'integer':
    case 'decimal':
    case 'double':
      cursor.next();
      return { node: 'number', text: token.value, form: token.kind, at };
    case 'string':
    case 'unicode':
      return { node: 'string', value: cursor.string(), at };
    case 'binary':
      return binary(cursor);
    case 'quoted':
      return cursor.isString(cursor.peek()) ? typed(cursor) : undefined;
    case 'word':
      return wordLiteral(cursor);
    case 'symbol':
    case 'foreign':
    case 'end':
      return undefined;
  }
}

function wordLiteral(cursor: Cursor): Expression | undefined {
  const { token, at } = cursor;
  if (token.key === 'NULL') {
    cursor.next();
    return { node: 'null', at };
  }
  if (token.key === 'TRUE' || token.key === 'FALSE') {
    cursor.next();
    return { node: 'boolean', value: token.key === 'TRUE', at };
  }
  const interval = parseInterval(cursor);
  if (interval !== undefined) return interval;
  const named = cursor.isIdentifier() && cursor.isString(cursor.peek());
  const precise = token.key === 'DOUBLE' && cursor.peek().key === 'PRECISION' && cursor.isString(cursor.peek(2));
  return named || precise ? typed(cursor) : undefined;
}

/** `INTERVAL '3' MONTH`, `INTERVAL -'1 02:03:04' DAY TO SECOND`, or nothing where INTERVAL is a name. */
export function parseInterval(cursor: Cursor): Expression | undefined {
  const { at } = cursor;
  if (cursor.token.key !== 'INTERVAL') return undefined;
  const sign = cursor.peek().key;
  const signed = sign === '-' || sign === '+';
  if (!cursor.isString(cursor.peek(signed ? 2 : 1))) return undefined;
  cursor.next();
  if (signed) cursor.next();
  const value = cursor.string();
  const from = intervalField(cursor);
  const interval = { node: 'interval', value, negative: sign === '-', from, at } as const;
  return cursor.accept('TO') ? { ...interval, to: intervalField(cursor) } : interval;
}

function intervalField(cursor: Cursor): IntervalField {
  if (!INTERVAL_FIELDS.has(cursor.token.key)) throw cursor.mismatch(...INTERVAL_FIELDS);
  return cursor.next().key.toLowerCase() as IntervalField;
}

function typed(cursor: Cursor): Expression {
  const { at } = cursor;
  const name = cursor.next().value.toLowerCase();
  cursor.accept('PRECISION');
  return { node: 'typed', type: { name, parameters: [], at }, value: cursor.string(), at };
}

function binary(cursor: Cursor): Expression {
  const token = cursor.next();
  const hex = token.value.replace(/\s/gu, '').toUpperCase();
  if (/[^0-9A-F]/u.test(hex)) throw cursor.failure("X'…' holds hexadecimal digits alone", token, "X''");
  if (hex.length % 2 !== 0)
    throw cursor.failure("X'…' wants an even number of hexadecimal digits, two for each byte", token, "X''");
  return { node: 'bytes', hex, at: token.start };
}
