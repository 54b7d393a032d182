import type { Expression, Relation } from '../ast.ts';
import type { Cursor } from './cursor.ts';

/** A table, a subquery, LATERAL, UNNEST, TABLE(f(…)), or a relation between parentheses, which `relation` reads. */
export function parsePrimaryRelation(cursor: Cursor, relation: (cursor: Cursor) => Relation): Relation {
  const { at } = cursor;
  if (cursor.opensQuery()) return { relation: 'subquery', query: subquery(cursor), at };
  if (cursor.is('(')) return cursor.parenthesized(() => relation(cursor));
  if (cursor.accept('UNNEST')) return unnest(cursor, at);
  if (cursor.are('LATERAL', '(')) {
    cursor.next();
    return { relation: 'lateral', query: subquery(cursor), at };
  }
  if (cursor.accept('TABLE')) return cursor.parenthesized(() => tableFunction(cursor, at));
  if (cursor.token.key === 'JSON_TABLE')
    throw cursor.failure(
      'JSON_TABLE is not supported here; write CROSS JOIN UNNEST(CAST(json_parse(x) AS array(row(…)))) AS t(…)',
      cursor.token,
      'JSON_TABLE',
    );
  return table(cursor, at);
}

function subquery(cursor: Cursor) {
  return cursor.parenthesized(() => cursor.rules.query(cursor));
}

function table(cursor: Cursor, at: number): Relation {
  if (!cursor.isIdentifier()) throw cursor.mismatch('<identifier>');
  const name = cursor.qualifiedName();
  if (cursor.token.key === '(')
    throw cursor.failure(
      `a function stands in FROM as TABLE(${name.parts.map(({ text }) => text).join('.')}(…)) in Trino; for the items of an array write UNNEST(x) AS t(item)`,
      cursor.token,
      'table function',
    );
  if (cursor.token.key === 'FOR')
    throw cursor.failure(
      'FOR TIMESTAMP AS OF and FOR VERSION AS OF are not supported here: there is one version of a table',
      cursor.token,
      'FOR',
    );
  return { relation: 'table', name, at };
}

function unnest(cursor: Cursor, at: number): Relation {
  const expressions = cursor.parenthesized(() => cursor.list(() => cursor.rules.expression(cursor)));
  const ordinality = cursor.accept('WITH');
  if (ordinality) cursor.expect('ORDINALITY');
  return { relation: 'unnest', expressions, ordinality, at };
}

function tableFunction(cursor: Cursor, at: number): Relation {
  const { parts } = cursor.qualifiedName();
  const name = parts.map(({ text }) => text.toLowerCase()).join('.');
  const names: (string | undefined)[] = [];
  const operands = cursor.parenthesized(() => (cursor.is(')') ? [] : cursor.list(() => tableArgument(cursor, names))));
  const named = names.some((given) => given !== undefined);
  return { relation: 'function', name, arguments: operands, at, ...(named && { names }) };
}

function tableArgument(cursor: Cursor, names: (string | undefined)[]): Expression {
  const named = cursor.isIdentifier() && cursor.peek().key === '=>';
  names.push(named ? cursor.identifier().text.toLowerCase() : undefined);
  if (named) cursor.next();
  const { key } = cursor.token;
  if ((key === 'TABLE' || key === 'DESCRIPTOR') && cursor.peek().key === '(')
    throw cursor.failure(`${key} as the argument of a table function is not supported here`, cursor.token, key);
  return cursor.rules.expression(cursor);
}
