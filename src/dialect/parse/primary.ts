import type { Expression } from '../ast.ts';
import { parseCall } from './calls.ts';
import type { Cursor } from './cursor.ts';
import { parseLiteral } from './literals.ts';
import { parseSpecialForm } from './special-forms.ts';

/** An operand with the field accesses and subscripts behind it. */
export function parsePrimary(cursor: Cursor): Expression {
  const { at } = cursor;
  let base = parseBase(cursor);
  for (;;) {
    if (cursor.token.key === '[') {
      cursor.next();
      const index = cursor.rules.value(cursor);
      cursor.expect(']');
      base = { node: 'subscript', base, index, at };
    } else if (cursor.token.key === '.' && cursor.peek().key !== '*') {
      cursor.next();
      base = { node: 'field', base, field: cursor.identifier(), at };
    } else return base;
  }
}

function parseBase(cursor: Cursor): Expression {
  const { token, at } = cursor;
  if (token.key === '(') return parenthesized(cursor);
  const found = parseLiteral(cursor) ?? parseSpecialForm(cursor);
  if (found !== undefined) return found;
  if (!cursor.isIdentifier()) throw cursor.mismatch('<expression>');
  const after = cursor.peek();
  if (after.key === '->') return lambda(cursor);
  if (after.key === '(') return parseCall(cursor);
  if (token.key === 'ARRAY' && after.key === '[') return array(cursor);
  return { node: 'name', name: cursor.identifier(), at };
}

/** What `(` begins is known from the brackets: a lambda, a subquery, else one expression or a row of several. */
function parenthesized(cursor: Cursor): Expression {
  const { at } = cursor;
  if (cursor.afterClose().key === '->') return lambda(cursor);
  if (cursor.opensQuery()) return { node: 'scalar_query', query: cursor.parenthesized(() => cursor.rules.query(cursor)), at };
  cursor.next();
  const first = cursor.rules.expression(cursor);
  if (cursor.accept(')')) return first;
  const items = [first];
  while (cursor.accept(',')) items.push(cursor.rules.expression(cursor));
  cursor.expect(')');
  return { node: 'row', items, at };
}

function lambda(cursor: Cursor): Expression {
  const { at } = cursor;
  if (cursor.argumentAt !== cursor.index)
    throw cursor.failure('a lambda expression stands only as the argument of a function', cursor.token, '->');
  const empty = cursor.token.key === '(' && cursor.peek().key === ')';
  if (empty) cursor.next();
  const parameters = empty ? [] : cursor.token.key === '(' ? cursor.identifiers() : [cursor.identifier()];
  if (empty) cursor.next();
  cursor.expect('->');
  return { node: 'lambda', parameters, body: cursor.rules.expression(cursor), at };
}

function array(cursor: Cursor): Expression {
  const { at } = cursor;
  cursor.next();
  cursor.next();
  const items = cursor.is(']') ? [] : cursor.list(() => cursor.rules.expression(cursor));
  cursor.expect(']');
  return { node: 'array', items, at };
}
