import type { Expression } from '../ast.ts';
import { BOOLEAN, isText, typeText, VARCHAR } from '../types.ts';
import type { Inner } from './calls.ts';
import { comparable } from './casts.ts';
import { coerce, compare, comparisonType } from './operators.ts';
import type { Scope, Typed } from './scope.ts';
import type { Translation } from './translation.ts';

/** `((a AND b) AND c) AND …`, as views are written out, is one list of conditions. */
export function logical(
  translation: Translation,
  scope: Scope,
  node: Extract<Expression, { node: 'logical' }>,
  inner: Inner,
): Typed {
  const conditions: Expression[] = [];
  const waiting: Expression[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.node === 'logical' && next.operator === node.operator) waiting.push(...next.operands.toReversed());
    else conditions.push(next);
  }
  const word = node.operator.toUpperCase();
  if (conditions.length > MAX_CONDITIONS)
    throw translation.error(
      'NOT_SUPPORTED',
      node.at,
      `${conditions.length} conditions joined by ${word} are too many; at most ${MAX_CONDITIONS} can be done. Write x IN (…), or join with VALUES`,
      word,
    );
  return { sql: `(${conditions.map((each) => inner.predicate(translation, scope, each)).join(` ${word} `)})`, type: BOOLEAN };
}

/** DuckDB's time grows with the square of the conditions. */
const MAX_CONDITIONS = 2000;

export function between(
  translation: Translation,
  scope: Scope,
  node: Extract<Expression, { node: 'between' }>,
  inner: Inner,
): Typed {
  const [operand, low, high] = [node.operand, node.low, node.high].map((each) => inner.expression(translation, scope, each));
  if (!operand || !low || !high) throw new Error('BETWEEN has three operands');
  const type = comparisonType(
    translation,
    'BETWEEN',
    comparisonType(translation, 'BETWEEN', operand.type, low.type, node.at),
    high.type,
    node.at,
  );
  const [a, b, c] = [operand, low, high].map((value) => comparable(coerce(translation, value, type), type));
  return { sql: `(${a} ${node.not ? 'NOT ' : ''}BETWEEN ${b} AND ${c})`, type: BOOLEAN };
}

export function inList(
  translation: Translation,
  scope: Scope,
  node: Extract<Expression, { node: 'in_list' }>,
  inner: Inner,
): Typed {
  const operand = inner.expression(translation, scope, node.operand);
  const items = node.list.map((each) => inner.expression(translation, scope, each));
  const type = items.reduce(
    (common, item, at) => comparisonType(translation, 'IN', common, item.type, node.list[at]?.at ?? node.at),
    operand.type,
  );
  if (type.kind === 'row' || type.kind === 'array' || type.kind === 'map') {
    const sql = translation.once(operand.sql, (value) => {
      const one: Typed = { sql: value, type: operand.type };
      return `(${items.map((item) => compare(translation, '=', one, item, node.at).sql).join(' OR ')})`;
    });
    return { sql: node.not ? `(NOT ${sql})` : sql, type: BOOLEAN };
  }
  const value = (each: Typed) => comparable(coerce(translation, each, type), type);
  return { sql: `(${value(operand)} ${node.not ? 'NOT ' : ''}IN (${items.map(value).join(', ')}))`, type: BOOLEAN };
}

export function like(translation: Translation, scope: Scope, node: Extract<Expression, { node: 'like' }>, inner: Inner): Typed {
  const parts = [node.operand, node.pattern, ...(node.escape ? [node.escape] : [])].map((each) => {
    const value = inner.expression(translation, scope, each);
    if (!isText(value.type) && value.type.kind !== 'unknown')
      throw translation.error(
        'TYPE_MISMATCH',
        each.at,
        `LIKE needs varchar, this is ${typeText(value.type)}; cast it: CAST(… AS varchar)`,
        'LIKE',
      );
    return coerce(translation, value, VARCHAR);
  });
  const escape = parts[2] === undefined ? '' : ` ESCAPE ${parts[2]}`;
  return { sql: `(${parts[0]} ${node.not ? 'NOT ' : ''}LIKE ${parts[1]}${escape})`, type: BOOLEAN };
}
