import type { BinaryOperator, ComparisonOperator, Expression } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { parseInterval } from './literals.ts';
import { parsePrimary } from './primary.ts';
import { parsePredicate } from './predicates.ts';

/** From the loosest to the tightest; a predicate (comparison, BETWEEN, IN, LIKE, IS) stands between NOT and `||`, and is not chained. */
const LEVEL = { or: 1, and: 2, not: 3, predicate: 4, concatenate: 5, add: 6, multiply: 7, sign: 8, zone: 9 } as const;

const BINARY: Readonly<Record<string, { operator: BinaryOperator; level: number }>> = {
  '||': { operator: '||', level: LEVEL.concatenate },
  '+': { operator: '+', level: LEVEL.add },
  '-': { operator: '-', level: LEVEL.add },
  '*': { operator: '*', level: LEVEL.multiply },
  '/': { operator: '/', level: LEVEL.multiply },
  '%': { operator: '%', level: LEVEL.multiply },
};

const COMPARISON: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

export function parseExpression(cursor: Cursor): Expression {
  return climb(cursor, LEVEL.or);
}

export function parseValue(cursor: Cursor): Expression {
  return climb(cursor, LEVEL.concatenate);
}

/** An expression of operators of `lowest` level or tighter. Chains grow in the loop, to the left. */
function climb(cursor: Cursor, lowest: number): Expression {
  cursor.enter();
  const { at } = cursor;
  let highest: number = LEVEL.zone;
  let left = prefixed(cursor, lowest);
  if (left.node === 'not' && left.at === at) highest = LEVEL.and;
  for (;;) {
    const { key, kind } = cursor.token;
    const binary = kind === 'symbol' && Object.hasOwn(BINARY, key) ? BINARY[key] : undefined;
    if (binary !== undefined) {
      if (binary.level < lowest || binary.level > highest) break;
      cursor.next();
      left = { node: 'binary', operator: binary.operator, left, right: climb(cursor, binary.level + 1), at };
      continue;
    }
    if (highest >= LEVEL.zone && cursor.token.key === 'AT' && cursor.peek().key === 'TIME') {
      left = atTimeZone(cursor, left, at);
      continue;
    }
    if (lowest <= LEVEL.predicate && highest >= LEVEL.predicate) {
      const predicate = comparison(cursor, left, at) ?? parsePredicate(cursor, left, at);
      if (predicate !== undefined) {
        left = predicate;
        highest = LEVEL.and;
        continue;
      }
    }
    if (lowest <= LEVEL.and && key === 'AND') left = logical(cursor, 'and', left, at);
    else if (lowest <= LEVEL.or && key === 'OR') left = logical(cursor, 'or', left, at);
    else break;
    highest = LEVEL.and;
  }
  cursor.leave();
  return left;
}

function prefixed(cursor: Cursor, lowest: number): Expression {
  const { key, kind } = cursor.token;
  const { at } = cursor;
  if (key === 'NOT' && lowest <= LEVEL.not) {
    cursor.next();
    return { node: 'not', operand: climb(cursor, LEVEL.not), at };
  }
  if (kind !== 'symbol' || (key !== '-' && key !== '+')) return parsePrimary(cursor);
  cursor.next();
  const operand = climb(cursor, LEVEL.sign);
  return key === '-' ? { node: 'negate', operand, at } : operand;
}

function logical(cursor: Cursor, operator: 'and' | 'or', first: Expression, at: number): Expression {
  const [word, level] = operator === 'and' ? (['AND', LEVEL.not] as const) : (['OR', LEVEL.and] as const);
  const operands = [first];
  while (cursor.accept(word)) operands.push(climb(cursor, level));
  return { node: 'logical', operator, operands, at };
}

function comparison(cursor: Cursor, left: Expression, at: number): Expression | undefined {
  const { key, kind } = cursor.token;
  const operator = kind === 'symbol' && Object.hasOwn(COMPARISON, key) ? COMPARISON[key] : undefined;
  if (operator === undefined) return undefined;
  cursor.next();
  const quantifier = cursor.token.key;
  if ((quantifier === 'ALL' || quantifier === 'ANY' || quantifier === 'SOME') && cursor.peek().key === '(') {
    if (!cursor.opensQuery(1))
      throw cursor.failure(
        `${quantifier} takes a subquery in Trino; for an array write contains(array, x)`,
        cursor.token,
        quantifier,
      );
    cursor.next();
    const query = cursor.parenthesized(() => cursor.rules.query(cursor));
    return { node: 'quantified', operator, quantifier: quantifier === 'ALL' ? 'all' : 'any', left, query, at };
  }
  return { node: 'compare', operator, left, right: parseValue(cursor), at };
}

function atTimeZone(cursor: Cursor, operand: Expression, at: number): Expression {
  cursor.next();
  cursor.expect('TIME', 'ZONE');
  return { node: 'at_time_zone', operand, zone: parseInterval(cursor) ?? parsePrimary(cursor), at };
}
