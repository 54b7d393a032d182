import type { Call, Expression } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { parseOrderBy, parseWindow } from './windows.ts';

/** A call as an expression, for special forms too: nothing more may follow them. */
export function callExpression(call: Call): Expression {
  return { node: 'call', call, at: call.at };
}

/** `name(…)` with what stands in and behind its parentheses: DISTINCT, ORDER BY, WITHIN GROUP, FILTER, IGNORE NULLS, OVER. */
export function parseCall(cursor: Cursor): Expression {
  const token = cursor.next();
  const call: Call = { name: token.value.toLowerCase(), at: token.start, distinct: false, arguments: [], order: [] };
  cursor.expect('(');
  readArguments(cursor, call);
  cursor.expect(')');
  if (cursor.acceptAll('WITHIN', 'GROUP')) call.within = cursor.parenthesized(() => parseOrderBy(cursor, true));
  else if (call.overflow !== undefined || token.key === 'LISTAGG') throw cursor.mismatch('WITHIN');
  if (cursor.are('FILTER', '(')) call.filter = filter(cursor);
  if (cursor.acceptAll('IGNORE', 'NULLS')) call.nulls = 'ignore';
  else if (cursor.acceptAll('RESPECT', 'NULLS')) call.nulls = 'respect';
  if (call.nulls !== undefined || (cursor.is('OVER') && (cursor.peek().key === '(' || cursor.isIdentifier(cursor.peek()))))
    call.over = over(cursor);
  return callExpression(call);
}

function readArguments(cursor: Cursor, call: Call): void {
  if (isStar(cursor)) {
    call.star = true;
    return;
  }
  if (cursor.is(')')) return;
  if (cursor.token.key !== 'ORDER') {
    quantifier(cursor, call);
    call.arguments = cursor.list(() => argument(cursor));
    substringFrom(cursor, call);
    overflow(cursor, call);
  }
  if (cursor.token.key === 'IGNORE' || cursor.token.key === 'RESPECT')
    throw cursor.failure(
      `${cursor.token.key} NULLS stands behind the parenthesis in Trino: ${call.name}(…) ${cursor.token.key} NULLS OVER (…)`,
      cursor.token,
      `${cursor.token.key} NULLS`,
    );
  call.order = parseOrderBy(cursor, false);
}

/** Skips over `*` or `t.*` where it is all that stands between the parentheses. */
function isStar(cursor: Cursor): boolean {
  const qualified = cursor.isIdentifier() && cursor.peek().key === '.';
  const ahead = qualified ? 2 : 0;
  if (cursor.peek(ahead).key !== '*' || cursor.peek(ahead + 1).key !== ')') return false;
  for (let skipped = 0; skipped <= ahead; skipped++) cursor.next();
  return true;
}

function quantifier(cursor: Cursor, call: Call): void {
  if (cursor.accept('DISTINCT')) call.distinct = true;
  else if (cursor.token.key === 'ALL' && ![')', ',', '.', '->'].includes(cursor.peek().key)) cursor.next();
}

function argument(cursor: Cursor): Expression {
  cursor.argumentAt = cursor.index;
  if (cursor.peek().key === '=>')
    throw cursor.failure('arguments have names only in table functions: TABLE(f(name => value))', cursor.peek(), '=>');
  return cursor.rules.expression(cursor);
}

/** `substring(x FROM a FOR b)`. */
function substringFrom(cursor: Cursor, call: Call): void {
  if (call.name !== 'substring' || call.arguments.length !== 1 || !cursor.accept('FROM')) return;
  call.arguments.push(cursor.rules.value(cursor));
  if (cursor.accept('FOR')) call.arguments.push(cursor.rules.value(cursor));
}

/** `ON OVERFLOW ERROR`, `ON OVERFLOW TRUNCATE '…' WITH COUNT`. */
function overflow(cursor: Cursor, call: Call): void {
  if (call.name !== 'listagg' || !cursor.accept('ON')) return;
  cursor.expect('OVERFLOW');
  if (cursor.accept('ERROR')) {
    call.overflow = 'error';
    return;
  }
  cursor.expect('TRUNCATE');
  if (cursor.isString()) cursor.string();
  if (!cursor.accept('WITH')) cursor.expect('WITHOUT');
  cursor.expect('COUNT');
  call.overflow = 'truncate';
}

function filter(cursor: Cursor): Expression {
  cursor.next();
  return cursor.parenthesized(() => {
    cursor.expect('WHERE');
    return cursor.rules.expression(cursor);
  });
}

function over(cursor: Cursor): Call['over'] & object {
  cursor.expect('OVER');
  return cursor.token.key === '(' ? parseWindow(cursor) : { reference: cursor.identifier() };
}
