import type { Expression, Identifier, Query, QueryBody, SortItem } from '../ast.ts';
import { coerces, commonType, isText, quoteName, type TrinoType, typeText } from '../types.ts';
import { castSql, comparable } from './casts.ts';
import { expression } from './expressions.ts';
import { relation } from './relations.ts';
import { valuesSql } from './rows.ts';
import type { CommonTable, Scope, ScopeColumn } from './scope.ts';
import { select, type Output } from './select.ts';
import { distinctColumns } from './select-items.ts';
import type { QueryColumn, Translation, TranslatedQuery } from './translation.ts';
import { coerce } from './operators.ts';
import { direction } from './windows.ts';

/** A query with its WITH, ORDER BY and LIMIT. `output` shapes what the outermost query gives. */
export function query(translation: Translation, node: Query, scope: Scope, output?: Output): TranslatedQuery {
  const tables = new Map(scope.tables);
  const commons: string[] = [];
  const named = new Set<string>();
  for (const { name, columns, query: inner } of node.with) {
    if (named.has(name.text.toLowerCase()))
      throw translation.error(
        'DUPLICATE_NAMED_QUERY',
        name.at,
        `WITH query name '${name.text}' specified more than once; give one of them another name`,
        name.text,
      );
    named.add(name.text.toLowerCase());
    const common = commonTable(translation, { ...scope, tables }, name, columns, inner, node.recursive);
    commons.push(common.definition);
    tables.set(name.text.toLowerCase(), common.table);
  }
  const inside: Scope = { ...scope, tables };
  const body = ordered(translation, inside, node, output);
  const limit = limitSql(translation, node);
  const prefix = commons.length === 0 ? '' : `WITH ${node.recursive ? 'RECURSIVE ' : ''}${commons.join(', ')} `;
  return { sql: `${prefix}${body.sql}${limit}`, columns: body.columns };
}

function ordered(translation: Translation, scope: Scope, node: Query, output: Output | undefined): TranslatedQuery {
  if (node.body.node === 'select') return select(translation, scope, node.body, node.order, output);
  const inner = queryBody(translation, scope, node.body);
  if (node.order.length === 0 && output === undefined) return inner;
  const alias = translation.fresh('o');
  const columns: ScopeColumn[] = inner.columns.map(({ name, column, type }) => ({
    ...(name === undefined ? {} : { name }),
    relation: [],
    sql: `${alias}.${quoteName(column)}`,
    type,
  }));
  const keys = node.order.map((item) => orderKey(translation, { ...scope, columns }, item, columns));
  const list = columns.map((column, at) => {
    const shaped = output?.(column) ?? column;
    return { sql: `${shaped.sql} AS ${quoteName(inner.columns[at]?.column ?? '')}`, type: shaped.type };
  });
  return {
    sql: `SELECT ${list.map(({ sql }) => sql).join(', ')} FROM (${inner.sql}) AS ${alias}${keys.length === 0 ? '' : ` ORDER BY ${keys.join(', ')}`}`,
    columns: inner.columns.map((column, at) => ({ ...column, type: list[at]?.type ?? column.type })),
  };
}

function orderKey(translation: Translation, scope: Scope, item: SortItem, columns: readonly ScopeColumn[]): string {
  const node = item.expression;
  if (node.node === 'number' && node.form === 'integer') {
    const column = columns[Number(node.text) - 1];
    if (!column)
      throw translation.error(
        'INVALID_COLUMN_REFERENCE',
        node.at,
        `ORDER BY position ${node.text} is not in select list; it has ${columns.length} items`,
        node.text,
      );
    return `${comparable(column.sql, column.type)} ${direction(item)}`;
  }
  const typed = expression(translation, scope, node);
  return `${comparable(typed.sql, typed.type)} ${direction(item)}`;
}

function limitSql(translation: Translation, node: Query): string {
  const count = (each: Expression, clause: string): string => {
    if (each.node === 'number' && each.form === 'integer') return each.text;
    throw translation.error('SYNTAX_ERROR', each.at, `${clause} takes a whole number`, clause);
  };
  if (node.ties)
    throw translation.error(
      'NOT_SUPPORTED',
      node.limit?.at ?? node.at,
      'FETCH FIRST … WITH TIES is not supported here; compare rank() OVER (ORDER BY …) with the number in an outer query',
      'WITH TIES',
    );
  const limit = node.limit ? ` LIMIT ${count(node.limit, 'LIMIT')}` : '';
  return `${limit}${node.offset ? ` OFFSET ${count(node.offset, 'OFFSET')}` : ''}`;
}

function queryBody(translation: Translation, scope: Scope, body: QueryBody): TranslatedQuery {
  switch (body.node) {
    case 'select':
      return select(translation, scope, body, []);
    case 'subquery':
      return wrapped(query(translation, body.query, scope));
    case 'values':
      return values(translation, scope, body);
    case 'table':
      return table(translation, scope, body);
    case 'set':
      return setOperation(translation, scope, body);
  }
}

/** With its own ORDER BY or LIMIT a query stands in parentheses. */
function wrapped(inner: TranslatedQuery): TranslatedQuery {
  return { sql: `SELECT * FROM (${inner.sql}) AS q`, columns: inner.columns };
}

function table(translation: Translation, scope: Scope, body: Extract<QueryBody, { node: 'table' }>): TranslatedQuery {
  const found = relation(translation, scope, { relation: 'table', name: body.name, at: body.at }, []);
  const columns = distinctColumns(found.columns);
  return {
    sql: `SELECT ${found.columns.map(({ sql }, at) => `${sql} AS ${quoteName(columns[at]?.column ?? '')}`).join(', ')} FROM ${found.sql}`,
    columns,
  };
}

function values(translation: Translation, scope: Scope, body: Extract<QueryBody, { node: 'values' }>): TranslatedQuery {
  const rows = body.rows.map((node) => (node.node === 'row' ? node.items : [node]));
  const width = rows[0]?.length ?? 0;
  const uneven = rows.findIndex((row) => row.length !== width);
  if (uneven >= 0)
    throw translation.error(
      'TYPE_MISMATCH',
      body.rows[uneven]?.at ?? body.at,
      `Values rows have mismatched sizes: the first has ${width}, this one ${rows[uneven]?.length}`,
      'VALUES',
    );
  const typed = rows.map((row) => row.map((node) => expression(translation, scope, node)));
  const types = Array.from({ length: width }, (_, at) =>
    typed.reduce<TrinoType>(
      (type, row, line) => {
        const cell = row[at];
        const common = cell && commonType(type, cell.type);
        if (common === undefined)
          throw translation.error(
            'TYPE_MISMATCH',
            rows[line]?.[at]?.at ?? body.at,
            `Values rows have mismatched types: ${typeText(cell?.type ?? type)} does not go with ${typeText(type)} in column ${at + 1}`,
            'VALUES',
          );
        return common;
      },
      { kind: 'unknown' },
    ),
  );
  const columns: QueryColumn[] = types.map((type, at) => ({ name: `_col${at}`, column: `_col${at}`, type }));
  return {
    sql: valuesSql(
      typed.map((row) => row.map((cell, at) => coerce(translation, cell, types[at] ?? cell.type))),
      columns,
    ),
    columns,
  };
}

const WORDS = { union: 'UNION', intersect: 'INTERSECT', except: 'EXCEPT' };
const MAX_SET_MEMBERS = 500;

/** `a UNION b UNION c …` is a left-deep tree: it is walked in a loop. Both sides get the types that they have in common. */
function setOperation(translation: Translation, scope: Scope, body: Extract<QueryBody, { node: 'set' }>): TranslatedQuery {
  const spine: (typeof body)[] = [];
  let first: QueryBody = body;
  while (first.node === 'set') {
    spine.unshift(first);
    first = first.left;
  }
  if (spine.length > MAX_SET_MEMBERS)
    throw translation.error(
      'NOT_SUPPORTED',
      body.at,
      `${spine.length + 1} queries in one ${WORDS[body.operator]} are too many; at most ${MAX_SET_MEMBERS} can be done. VALUES takes many rows at once`,
      WORDS[body.operator],
    );
  const members = [queryBody(translation, scope, first), ...spine.map(({ right }) => queryBody(translation, scope, right))];
  const [head] = members;
  if (!head) throw new Error('A set operation has members');
  const types = head.columns.map(({ type }) => type);
  for (const [index, member] of members.entries()) {
    const operator = WORDS[spine[Math.max(0, index - 1)]?.operator ?? 'union'];
    const at = spine[Math.max(0, index - 1)]?.right.at ?? body.at;
    if (member.columns.length !== types.length)
      throw translation.error(
        'TYPE_MISMATCH',
        at,
        `${operator} query has different number of fields: ${types.length}, ${member.columns.length}`,
        operator,
      );
    for (const [column, { type }] of member.columns.entries()) {
      const common = commonType(types[column] ?? type, type);
      if (common === undefined)
        throw translation.error(
          'TYPE_MISMATCH',
          at,
          `column ${column + 1} in ${operator} query has incompatible types: ${typeText(types[column] ?? type)}, ${typeText(type)}; cast one of them`,
          operator,
        );
      types[column] = common;
    }
  }
  const columns = distinctColumns(
    head.columns.map((column, at) => ({
      ...(column.name === undefined ? {} : { name: column.name }),
      type: types[at] ?? column.type,
    })),
  );
  const sides = members.map((member) => aligned(translation, member, columns));
  let sql = sides[0] ?? '';
  for (const [at, { operator, all }] of spine.entries()) {
    const chained = at === 0 || spine[at - 1]?.operator === operator;
    sql = `${chained ? sql : `SELECT * FROM (${sql}) AS q`} ${WORDS[operator]}${all ? ' ALL' : ''} ${sides[at + 1] ?? ''}`;
  }
  return { sql, columns };
}

/** A member with the types of the whole, in brackets that DuckDB takes on both sides of a set operation. */
function aligned(translation: Translation, member: TranslatedQuery, columns: readonly QueryColumn[]): string {
  const items = member.columns.map(({ column, type }, at) => {
    const name = `q.${quoteName(column)}`;
    const target = columns[at];
    return `${target ? (castSql(translation, name, type, target.type) ?? name) : name} AS ${quoteName(target?.column ?? column)}`;
  });
  return `SELECT ${items.join(', ')} FROM (${member.sql}) AS q`;
}

function commonTable(
  translation: Translation,
  scope: Scope,
  name: Identifier,
  aliases: readonly Identifier[] | undefined,
  inner: Query,
  recursive: boolean,
): { definition: string; table: CommonTable } {
  const sql = quoteName(translation.fresh(`${name.text.toLowerCase().replace(/[^a-z0-9_]/gu, '_')}_`));
  const define = (translated: TranslatedQuery): { definition: string; table: CommonTable } => {
    if (aliases && aliases.length !== translated.columns.length)
      throw translation.error(
        'MISMATCHED_COLUMN_ALIASES',
        name.at,
        `Column alias list has ${aliases.length} entries but WITH query '${name.text}' has ${translated.columns.length} columns`,
        name.text,
      );
    const columns = distinctColumns(
      translated.columns.map((column, at) => ({ name: aliases?.[at]?.text ?? column.name ?? `_col${at}`, type: column.type })),
    );
    return {
      definition: `${sql}(${columns.map(({ column }) => quoteName(column)).join(', ')}) AS (${translated.sql})`,
      table: { sql, columns: columns.map(({ name: given, column, type }) => ({ name: given ?? column, column, type })) },
    };
  };
  const { body } = inner;
  if (!recursive || body.node !== 'set' || body.operator !== 'union' || inner.order.length > 0 || inner.limit)
    return define(query(translation, inner, scope));
  const base = define(queryBody(translation, scope, body.left));
  const tables = new Map(scope.tables).set(name.text.toLowerCase(), base.table);
  const step = queryBody(translation, { ...scope, tables }, body.right);
  if (step.columns.length !== base.table.columns.length)
    throw translation.error(
      'TYPE_MISMATCH',
      body.right.at,
      `The recursive part of '${name.text}' has ${step.columns.length} columns, the first part ${base.table.columns.length}`,
      'WITH RECURSIVE',
    );
  const widths: QueryColumn[] = base.table.columns.map(({ column, type }, at) => {
    const given = step.columns[at]?.type ?? type;
    const measured = given.kind === 'decimal' && given.measured === true && type.kind === 'decimal';
    if (!coerces(given, type) && !measured)
      throw translation.error(
        'TYPE_MISMATCH',
        body.right.at,
        `Column ${at + 1} of the recursive part is ${typeText(given)}, which does not fit ${typeText(type)} of the first part; cast it there: CAST(… AS ${isText(given) ? 'varchar' : typeText(given)})`,
        'WITH RECURSIVE',
      );
    return { name: column, column, type };
  });
  const first = queryBody(translation, scope, body.left);
  return {
    definition: `${sql}(${widths.map(({ column }) => quoteName(column)).join(', ')}) AS (${first.sql} UNION${body.all ? ' ALL' : ''} ${aligned(translation, step, widths)})`,
    table: base.table,
  };
}
