import type { Expression, Identifier, Select, SelectItem, WindowSpec } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { parseGroupBy } from './grouping.ts';
import { parseRelation } from './relations.ts';
import { parseWindow } from './windows.ts';

const EXTENSIONS: Readonly<Record<string, string>> = {
  EXCLUDE: 'list the columns that you want',
  EXCEPT: 'list the columns that you want',
  REPLACE: 'list the columns, with the expressions in their places',
  RENAME: 'list the columns, with their new names behind AS',
};

/** What stands behind the word SELECT, which began at `at`, up to the WINDOW clause. */
export function parseSelect(cursor: Cursor, at: number): Select {
  const distinct = quantifier(cursor);
  const items = cursor.list(() => selectItem(cursor));
  const from = cursor.accept('FROM') ? cursor.list(() => parseRelation(cursor)) : [];
  const where = condition(cursor, 'WHERE');
  const group = parseGroupBy(cursor);
  const having = condition(cursor, 'HAVING');
  const windows = cursor.accept('WINDOW') ? cursor.list(() => namedWindow(cursor)) : [];
  return {
    node: 'select',
    distinct,
    items,
    from,
    windows,
    at,
    ...(where && { where }),
    ...(group && { group }),
    ...(having && { having }),
  };
}

function quantifier(cursor: Cursor): boolean {
  if (cursor.accept('DISTINCT')) return true;
  const after = cursor.peek();
  const name =
    after.kind === 'end' ||
    after.key === 'FROM' ||
    after.key === 'AS' ||
    (after.kind === 'symbol' && !['(', '*', '-', '+'].includes(after.key));
  if (!name) cursor.accept('ALL');
  return false;
}

function condition(cursor: Cursor, word: 'WHERE' | 'HAVING'): Expression | undefined {
  return cursor.accept(word) ? cursor.rules.expression(cursor) : undefined;
}

function selectItem(cursor: Cursor): SelectItem {
  const { at } = cursor;
  if (cursor.accept('*')) {
    refuseExtension(cursor);
    return { item: 'all', at };
  }
  const expression = cursor.rules.expression(cursor);
  if (cursor.token.key === '.' && cursor.peek().key === '*') return qualifiedStar(cursor, expression, at);
  const alias = cursor.alias();
  return { item: 'expression', expression, at, ...(alias && { alias }) };
}

function qualifiedStar(cursor: Cursor, base: Expression, at: number): SelectItem {
  if (!['name', 'field', 'subscript', 'call', 'cast', 'row', 'scalar_query', 'case'].includes(base.node)) throw cursor.mismatch();
  cursor.next();
  cursor.next();
  refuseExtension(cursor);
  return { item: 'all', base, at, ...(cursor.accept('AS') && { aliases: cursor.identifiers() }) };
}

function refuseExtension(cursor: Cursor): void {
  const { key } = cursor.token;
  if (!Object.hasOwn(EXTENSIONS, key)) return;
  if (key === 'EXCEPT' && (cursor.peek().key !== '(' || cursor.opensQuery(1))) return;
  throw cursor.failure(`SELECT * ${key} is not in Trino; ${EXTENSIONS[key]}`, cursor.token, `* ${key}`);
}

function namedWindow(cursor: Cursor): { name: Identifier; spec: WindowSpec } {
  const name = cursor.identifier();
  cursor.expect('AS');
  return { name, spec: parseWindow(cursor) };
}
