import type { Call, Expression } from '../ast.ts';
import { callExpression, parseCall } from './calls.ts';
import type { Cursor } from './cursor.ts';

type Now = Extract<Expression, { node: 'now' }>['name'];

/** Functions without parentheses, and whether they take a precision. */
const NOW: Readonly<Record<string, boolean>> = {
  CURRENT_DATE: false,
  CURRENT_USER: false,
  CURRENT_CATALOG: false,
  CURRENT_SCHEMA: false,
  CURRENT_TIME: true,
  CURRENT_TIMESTAMP: true,
  LOCALTIME: true,
  LOCALTIMESTAMP: true,
};

const FORMS: Readonly<Record<string, (cursor: Cursor) => Expression>> = {
  ROW: row,
  EXISTS: exists,
  CAST: cast,
  TRY_CAST: cast,
  EXTRACT: extract,
  POSITION: position,
  TRIM: trim,
  NORMALIZE: normalize,
  GROUPING: grouping,
  LISTAGG: parseCall,
  JSON_EXISTS: jsonPath,
  JSON_VALUE: jsonPath,
  JSON_QUERY: jsonPath,
  JSON_OBJECT: (cursor) => refuseJson(cursor, 'CAST(MAP(ARRAY[…], ARRAY[…]) AS JSON)'),
  JSON_ARRAY: (cursor) => refuseJson(cursor, 'CAST(ARRAY[…] AS JSON)'),
};

/** The forms that have a grammar of their own, from CASE to `trim(both x from y)`, or nothing. */
export function parseSpecialForm(cursor: Cursor): Expression | undefined {
  const { key, kind } = cursor.token;
  if (kind !== 'word') return undefined;
  if (key === 'CASE') return caseForm(cursor);
  if (Object.hasOwn(NOW, key)) return now(cursor);
  const form = Object.hasOwn(FORMS, key) && cursor.peek().key === '(' ? FORMS[key] : undefined;
  return form?.(cursor);
}

const expression = (cursor: Cursor) => cursor.rules.expression(cursor);
const value = (cursor: Cursor) => cursor.rules.value(cursor);

function now(cursor: Cursor): Expression {
  const { key, start: at } = cursor.next();
  const name = key.toLowerCase() as Now;
  if (NOW[key] !== true || cursor.token.key !== '(') return { node: 'now', name, at };
  const token = cursor.peek();
  const precision = cursor.parenthesized(() => Number((cursor.integer(), token.value)));
  if (precision > 12) throw cursor.failure('the precision of a time is 12 at most', token, key);
  return { node: 'now', name, precision, at };
}

function caseForm(cursor: Cursor): Expression {
  const { at } = cursor;
  cursor.next();
  const operand = cursor.is('WHEN') ? undefined : expression(cursor);
  const branches: { when: Expression; result: Expression }[] = [];
  do {
    cursor.expect('WHEN');
    const when = expression(cursor);
    cursor.expect('THEN');
    branches.push({ when, result: expression(cursor) });
  } while (cursor.is('WHEN'));
  const otherwise = cursor.accept('ELSE') ? expression(cursor) : undefined;
  cursor.expect('END');
  return { node: 'case', branches, at, ...(operand && { operand }), ...(otherwise && { otherwise }) };
}

function row(cursor: Cursor): Expression {
  const { at } = cursor;
  cursor.next();
  return { node: 'row', items: cursor.parenthesized(() => cursor.list(() => expression(cursor))), at };
}

function exists(cursor: Cursor): Expression {
  const { at } = cursor;
  cursor.next();
  return { node: 'exists', query: cursor.parenthesized(() => cursor.rules.query(cursor)), at };
}

function cast(cursor: Cursor): Expression {
  const { key, start: at } = cursor.next();
  return cursor.parenthesized(() => {
    const operand = expression(cursor);
    cursor.expect('AS');
    return { node: 'cast', safe: key === 'TRY_CAST', operand, type: cursor.rules.type(cursor), at };
  });
}

function extract(cursor: Cursor): Expression {
  const { at } = cursor;
  cursor.next();
  return cursor.parenthesized(() => {
    const field = cursor.identifier().text.toLowerCase();
    cursor.expect('FROM');
    return { node: 'extract', field, operand: value(cursor), at };
  });
}

const call = (name: string, at: number, operands: Expression[]): Call => ({
  name,
  at,
  distinct: false,
  arguments: operands,
  order: [],
});

function position(cursor: Cursor): Expression {
  const { at } = cursor;
  cursor.next();
  return cursor.parenthesized(() => {
    const part = value(cursor);
    cursor.expect('IN');
    return callExpression(call('position', at, [part, value(cursor)]));
  });
}

function trim(cursor: Cursor): Expression {
  const { at } = cursor;
  cursor.next();
  return cursor.parenthesized(() => {
    const side = trimSide(cursor);
    if (side !== undefined && cursor.accept('FROM')) return callExpression({ ...call('trim', at, [value(cursor)]), trim: side });
    const first = value(cursor);
    if (cursor.accept('FROM')) return callExpression({ ...call('trim', at, [value(cursor), first]), trim: side ?? 'both' });
    if (side !== undefined) throw cursor.mismatch();
    return callExpression(call('trim', at, cursor.accept(',') ? [first, value(cursor)] : [first]));
  });
}

/** BOTH, LEADING and TRAILING may be names of columns too; then no operand and no FROM follows. */
function trimSide(cursor: Cursor): Call['trim'] {
  const after = cursor.peek();
  if (after.kind === 'symbol' && after.key !== '(') return undefined;
  return cursor.oneOf('BOTH', 'LEADING', 'TRAILING')?.toLowerCase() as Call['trim'];
}

function normalize(cursor: Cursor): Expression {
  const { at } = cursor;
  cursor.next();
  return cursor.parenthesized(() => {
    const operands = [value(cursor)];
    if (cursor.accept(',')) {
      const place = cursor.at;
      const form = cursor.oneOf('NFC', 'NFD', 'NFKC', 'NFKD');
      if (form === undefined) throw cursor.mismatch();
      operands.push({ node: 'string', value: form, at: place });
    }
    return callExpression(call('normalize', at, operands));
  });
}

function grouping(cursor: Cursor): Expression {
  const { at } = cursor;
  cursor.next();
  return cursor.parenthesized(() => {
    const names = cursor.is(')') ? [] : cursor.list(() => qualified(cursor));
    return callExpression(call('grouping', at, names));
  });
}

function qualified(cursor: Cursor): Expression {
  const { at, parts } = cursor.qualifiedName();
  const [first, ...fields] = parts;
  if (first === undefined) throw cursor.mismatch('<identifier>');
  return fields.reduce<Expression>((base, field) => ({ node: 'field', base, field, at }), { node: 'name', name: first, at });
}

/** `json_value(x, 'lax $.a')` and its like, without PASSING, RETURNING and ON ERROR. */
function jsonPath(cursor: Cursor): Expression {
  const { key, start: at } = cursor.next();
  return cursor.parenthesized(() => {
    const document = expression(cursor);
    if (cursor.token.key === 'FORMAT') throw unsupportedOption(cursor, key);
    cursor.expect(',');
    const place = cursor.at;
    const path = cursor.string();
    if (cursor.token.kind === 'word') throw unsupportedOption(cursor, key);
    return callExpression(call(key.toLowerCase(), at, [document, { node: 'string', value: path, at: place }]));
  });
}

function unsupportedOption(cursor: Cursor, form: string) {
  return cursor.failure(
    `${form} is supported here with a document and a path alone, not with ${cursor.token.key}`,
    cursor.token,
    `${form} ${cursor.token.key}`,
  );
}

function refuseJson(cursor: Cursor, instead: string): never {
  throw cursor.failure(`${cursor.token.key} is not supported here; write ${instead}`, cursor.token, cursor.token.key);
}
