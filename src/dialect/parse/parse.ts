import type { Expression, Statement } from '../ast.ts';
import { Cursor, type Rules } from './cursor.ts';
import { parseExpression as readExpression, parseValue } from './expressions.ts';
import { parseQuery } from './queries.ts';
import { readStatement } from './statements.ts';
import { HEIGHT_LIMIT, tooHighAt } from './tree-height.ts';
import { parseType } from './types.ts';

export const rules: Rules = { expression: readExpression, value: parseValue, query: parseQuery, type: parseType };

/** A statement and where it stands in the text: UTF-16 offsets of its first token and behind its last. */
export type PlacedStatement = { statement: Statement; start: number; end: number };

/** The tree of a text in Trino's language that holds one statement; semicolons may follow. Throws `QueryError`. */
export function parseStatement(sql: string): Statement {
  const [first, second] = parseStatements(sql);
  const cursor = new Cursor(second === undefined ? '' : sql, rules);
  if (first === undefined) throw cursor.failure('there is no statement in the text; write a query such as SELECT 1');
  if (second === undefined) return first.statement;
  throw cursor.failure('there is more than one statement in the text; give one at a time', {
    ...cursor.token,
    start: second.start,
  });
}

/** The trees of all statements of a text, which semicolons part; empty ones are left out. Throws `QueryError`. */
export function parseStatements(sql: string): PlacedStatement[] {
  const cursor = new Cursor(sql, rules);
  const found: PlacedStatement[] = [];
  for (;;) {
    while (cursor.token.key === ';') cursor.next();
    if (cursor.atEnd()) return found;
    const start = cursor.at;
    const statement = checked(cursor, readStatement(cursor));
    found.push({ statement, start, end: cursor.previous?.end ?? start });
    if (!cursor.atEnd() && cursor.token.key !== ';') throw cursor.mismatch('<EOF>');
  }
}

/** The tree of a text that is one expression, such as a predicate. Throws `QueryError`. */
export function parseExpression(sql: string): Expression {
  const cursor = new Cursor(sql, rules);
  const expression = readExpression(cursor);
  if (!cursor.atEnd()) throw cursor.mismatch('<EOF>');
  return checked(cursor, expression);
}

function checked<Tree extends object>(cursor: Cursor, tree: Tree): Tree {
  const offset = tooHighAt(tree);
  if (offset !== undefined)
    throw cursor.failure(
      `the tree of the query is too high here: more than ${HEIGHT_LIMIT} parts stand in each other. Give parts of it a name in WITH`,
      { ...cursor.token, start: offset },
      'nesting',
    );
  return tree;
}
