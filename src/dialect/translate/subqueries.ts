import type { Expression, Query } from '../ast.ts';
import { BOOLEAN, quoteName, type TrinoType, UNKNOWN } from '../types.ts';
import type { Inner } from './calls.ts';
import { castSql, comparable } from './casts.ts';
import { coerce, comparisonType } from './operators.ts';
import type { Scope, Typed } from './scope.ts';
import type { TranslatedQuery, Translation } from './translation.ts';

/** A query inside of an expression, which knows the names of the query around it. */
function subquery(translation: Translation, scope: Scope, query: Query): TranslatedQuery {
  return translation.nested('subquery', query.at, () =>
    translation.query(translation, query, { columns: [], parent: scope, tables: scope.tables }),
  );
}

export function quantified(
  translation: Translation,
  scope: Scope,
  node: Extract<Expression, { node: 'quantified' }>,
  inner: Inner,
): Typed {
  const left = inner.expression(translation, scope, node.left);
  const { sql, type } = oneColumn(translation, scope, node.query, left.type, node.operator, node.at);
  return {
    sql: `(${comparable(coerce(translation, left, type), type)} ${node.operator} ${node.quantifier.toUpperCase()} (${sql}))`,
    type: BOOLEAN,
  };
}

/** A subquery of one column, cast to the type in which it is compared with `left`. */
function oneColumn(translation: Translation, scope: Scope, query: Query, left: TrinoType, operator: string, at: number): Typed {
  const inner = subquery(translation, scope, query);
  const [column, ...more] = inner.columns;
  if (column === undefined || more.length > 0)
    throw translation.error('NOT_SUPPORTED', query.at, `The subquery must give one column, it gives ${inner.columns.length}`);
  const type = comparisonType(translation, operator, left, column.type, at);
  const name = `q.${quoteName(column.column)}`;
  const value = comparable(castSql(translation, name, column.type, type) ?? name, type);
  return { sql: value === name ? inner.sql : `SELECT ${value} FROM (${inner.sql}) AS q`, type };
}

export function inQuery(
  translation: Translation,
  scope: Scope,
  node: Extract<Expression, { node: 'in_query' }>,
  inner: Inner,
): Typed {
  const operand = inner.expression(translation, scope, node.operand);
  const word = node.not ? 'NOT IN' : 'IN';
  if (operand.type.kind === 'row' && node.operand.node === 'row') {
    const asked = subquery(translation, scope, node.query);
    if (asked.columns.length !== operand.type.fields.length)
      throw translation.error(
        'TYPE_MISMATCH',
        node.at,
        `IN compares ${operand.type.fields.length} values with a subquery of ${asked.columns.length} columns`,
      );
    const parts = node.operand.items.map((item, at) => {
      const value = inner.expression(translation, scope, item);
      const column = asked.columns[at];
      const type = comparisonType(translation, 'IN', value.type, column?.type ?? UNKNOWN, item.at);
      const name = `q.${quoteName(column?.column ?? '')}`;
      return {
        left: comparable(coerce(translation, value, type), type),
        right: comparable(castSql(translation, name, column?.type ?? UNKNOWN, type) ?? name, type),
      };
    });
    return {
      sql: `((${parts.map(({ left }) => left).join(', ')}) ${word} (SELECT ${parts.map(({ right }) => right).join(', ')} FROM (${asked.sql}) AS q))`,
      type: BOOLEAN,
    };
  }
  const { sql, type } = oneColumn(translation, scope, node.query, operand.type, 'IN', node.at);
  return { sql: `(${comparable(coerce(translation, operand, type), type)} ${word} (${sql}))`, type: BOOLEAN };
}

export function scalarQuery(translation: Translation, scope: Scope, query: Query): Typed {
  const inner = subquery(translation, scope, query);
  const [column, ...more] = inner.columns;
  if (column === undefined || more.length > 0)
    throw translation.error(
      'NOT_SUPPORTED',
      query.at,
      `A subquery used as a value must give one column, it gives ${inner.columns.length}`,
    );
  return { sql: `(${inner.sql})`, type: column.type };
}

/** Whether the query gives any row. */
export function exists(translation: Translation, scope: Scope, query: Query): Typed {
  return { sql: `EXISTS (${subquery(translation, scope, query).sql})`, type: BOOLEAN };
}
