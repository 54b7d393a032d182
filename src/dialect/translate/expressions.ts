import type { Expression, Identifier, Query } from '../ast.ts';
import { makeTz } from '../functions/time-zones.ts';
import {
  arrayOf,
  BIGINT,
  BOOLEAN,
  commonType,
  duckType,
  fieldKey,
  isInteger,
  isText,
  quoteName,
  quoteText,
  timestamp,
  timestampTz,
  type TrinoType,
  typeText,
  UNKNOWN,
  VARCHAR,
} from '../types.ts';
import { call } from './calls.ts';
import { castSql, comparable } from './casts.ts';
import { literal } from './literals.ts';
import { binary, coerce, compare, comparisonType, negate } from './operators.ts';
import {
  columnNotFound,
  knowsRelation,
  nameChain,
  nearest,
  resolveName,
  resolveQualified,
  type Scope,
  type Typed,
} from './scope.ts';
import { namedType } from './type-names.ts';
import { failure, type TranslatedQuery, type Translation } from './translation.ts';

/** The clock of the query: its transaction's time, in UTC, without a zone. */
const NOW = 'make_timestamp(epoch_us(transaction_timestamp()))';

/** An expression as DuckDB's SQL, with its type in Trino. Throws `QueryError` in Athena's terms, at the place in the text. */
export function expression(translation: Translation, scope: Scope, node: Expression): Typed {
  return translation.remember(scope, node, () =>
    translation.nested('expression', node.at, () => translate(translation, scope, node)),
  );
}

function translate(translation: Translation, scope: Scope, node: Expression): Typed {
  const inner = (child: Expression): Typed => expression(translation, scope, child);
  switch (node.node) {
    case 'null':
    case 'boolean':
    case 'string':
    case 'bytes':
    case 'number':
    case 'typed':
    case 'interval':
      return literal(translation, node);
    case 'name':
      return resolveName(translation, scope, node.name);
    case 'field':
      return field(translation, scope, node);
    case 'subscript':
      return subscript(translation, inner(node.base), inner(node.index), node.at);
    case 'negate':
      return negate(translation, inner(node.operand), node);
    case 'binary':
      return leftDeep(translation, scope, node);
    case 'compare':
      return compare(translation, node.operator, inner(node.left), inner(node.right), node.at);
    case 'quantified':
      return quantified(translation, scope, node);
    case 'distinct_from':
      return compare(
        translation,
        node.not ? 'IS NOT DISTINCT FROM' : 'IS DISTINCT FROM',
        inner(node.left),
        inner(node.right),
        node.at,
      );
    case 'logical':
      return logical(translation, scope, node);
    case 'not':
      return { sql: `(NOT ${predicate(translation, scope, node.operand)})`, type: BOOLEAN };
    case 'is_null':
      return { sql: `(${inner(node.operand).sql} IS ${node.not ? 'NOT ' : ''}NULL)`, type: BOOLEAN };
    case 'between':
      return between(translation, scope, node);
    case 'in_list':
      return inList(translation, scope, node);
    case 'in_query':
      return inQuery(translation, scope, node);
    case 'like':
      return like(translation, scope, node);
    case 'exists':
      return { sql: `EXISTS (${subquery(translation, scope, node.query).sql})`, type: BOOLEAN };
    case 'scalar_query':
      return scalarQuery(translation, scope, node.query);
    case 'call':
      return call(translation, scope, node.call, { expression, predicate });
    case 'case':
      return caseOf(translation, scope, node);
    case 'cast':
      return cast(translation, inner(node.operand), namedType(translation, node.type), node.safe, node.at);
    case 'extract':
      return extract(translation, scope, node);
    case 'at_time_zone':
      return atTimeZone(translation, scope, node);
    case 'array':
      return array(translation, node.items.map(inner), node);
    case 'row':
      return row(node.items.map(inner));
    case 'lambda':
      throw translation.error(
        'SYNTAX_ERROR',
        node.at,
        'A lambda (x -> …) can only be the argument of a function such as transform or filter',
        '->',
      );
    case 'now':
      return now(translation, node);
  }
}

/** A condition. Throws TYPE_MISMATCH where it is no boolean. */
export function predicate(translation: Translation, scope: Scope, node: Expression): string {
  const { sql, type } = expression(translation, scope, node);
  if (type.kind === 'boolean') return sql;
  if (type.kind === 'unknown') return 'CAST(NULL AS BOOLEAN)';
  throw translation.error(
    'TYPE_MISMATCH',
    node.at,
    `A condition must be a boolean, this is ${typeText(type)}; compare it with something`,
  );
}

/** A query inside of an expression, which knows the names of the query around it. */
function subquery(translation: Translation, scope: Scope, query: Query): TranslatedQuery {
  return translation.nested('subquery', query.at, () =>
    translation.query(translation, query, { columns: [], parent: scope, tables: scope.tables }),
  );
}

/** `((a AND b) AND c) AND …`, as views are written out, is one list of conditions. */
function logical(translation: Translation, scope: Scope, node: Extract<Expression, { node: 'logical' }>): Typed {
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
  return { sql: `(${conditions.map((each) => predicate(translation, scope, each)).join(` ${word} `)})`, type: BOOLEAN };
}

/** DuckDB's time grows with the square of the conditions. */
const MAX_CONDITIONS = 2000;

/** `a + b + c + …` is a deep tree: it is walked in a loop. */
function leftDeep(translation: Translation, scope: Scope, node: Extract<Expression, { node: 'binary' }>): Typed {
  const spine: Extract<Expression, { node: 'binary' }>[] = [];
  let at: Expression = node;
  while (at.node === 'binary') {
    spine.push(at);
    at = at.left;
  }
  if (spine.length > MAX_CHAIN)
    throw translation.error(
      'NOT_SUPPORTED',
      node.at,
      `A chain of ${spine.length} operators is too long; at most ${MAX_CHAIN} can be computed. Aggregate over rows instead`,
      node.operator,
    );
  let value = expression(translation, scope, at);
  for (const each of spine.toReversed())
    value = binary(translation, each.operator, value, expression(translation, scope, each.right), each.at);
  return value;
}

/** DuckDB's time grows with the square of the chain, and its own limit for the depth of an expression is 1,000. */
const MAX_CHAIN = 400;

function field(translation: Translation, scope: Scope, node: Extract<Expression, { node: 'field' }>): Typed {
  const chain = nameChain(node);
  if (chain === undefined) return rowField(translation, expression(translation, scope, node.base), node.field);
  for (let length = chain.length; length >= 1; length--) {
    const found = resolveQualified(translation, scope, chain.slice(0, length));
    if (found) return chain.slice(length).reduce((value, name) => rowField(translation, value, name), found);
  }
  const text = chain.map(({ text: part }) => part).join('.');
  throw knowsRelation(scope, chain[0]?.text ?? '')
    ? columnNotFound(translation, scope, text, node.at)
    : translation.error('COLUMN_NOT_FOUND', node.at, `Column '${text}' cannot be resolved: FROM has no ${chain[0]?.text}`, text);
}

function rowField(translation: Translation, base: Typed, name: Identifier): Typed {
  if (base.type.kind === 'row') {
    const at = base.type.fields.findIndex((each) => each.name?.toLowerCase() === name.text.toLowerCase());
    const found = base.type.fields[at];
    if (found) return { sql: `struct_extract(${base.sql}, ${quoteText(fieldKey(found, at))})`, type: found.type };
    const near = nearest(
      name.text,
      base.type.fields.flatMap((each) => each.name ?? []),
    );
    throw translation.error(
      'COLUMN_NOT_FOUND',
      name.at,
      `The row has no field '${name.text}'${near === undefined ? '' : `; did you mean ${near}?`}`,
      name.text,
    );
  }
  if (base.type.kind === 'map')
    throw translation.error(
      'TYPE_MISMATCH',
      name.at,
      `A map has keys, not fields: write element_at(…, '${name.text}') or …['${name.text}']`,
      name.text,
    );
  throw translation.error(
    'TYPE_MISMATCH',
    name.at,
    `Expression of type ${typeText(base.type)} has no field '${name.text}'`,
    name.text,
  );
}

/** Athena gives NULL for a key that a map does not have; an array's element that is not there is an error. */
function subscript(translation: Translation, base: Typed, index: Typed, at: number): Typed {
  if (base.type.kind === 'map') {
    const key = comparisonType(translation, '[]', base.type.key, index.type, at);
    const map = castSql(translation, base.sql, base.type, { ...base.type, key }) ?? base.sql;
    return { sql: `${map}[${coerce(translation, index, key)}]`, type: base.type.value };
  }
  if (base.type.kind === 'row') {
    const position = Number(index.sql);
    const found = Number.isInteger(position) ? base.type.fields[position - 1] : undefined;
    if (found === undefined)
      throw translation.error(
        'INVALID_FUNCTION_ARGUMENT',
        at,
        `The subscript of a row is a whole number from 1 to ${base.type.fields.length}`,
        '[]',
      );
    return { sql: `struct_extract(${base.sql}, ${quoteText(fieldKey(found, position - 1))})`, type: found.type };
  }
  if (base.type.kind !== 'array' || !isInteger(index.type))
    throw translation.error(
      'TYPE_MISMATCH',
      at,
      `Cannot use ${typeText(index.type)} as a subscript of ${typeText(base.type)}`,
      '[]',
    );
  const { element } = base.type;
  return {
    sql: translation.onceAll(
      [base.sql, index.sql],
      (list, position) =>
        `CASE WHEN ${position} < 1 THEN ${failure('Array subscript must be greater than zero; element_at counts from the end', element)} WHEN ${position} > len(${list}) THEN ${failure('Array subscript must be less than or equal to array length; element_at gives NULL there', element)} ELSE ${list}[${position}] END`,
    ),
    type: element,
  };
}

function quantified(translation: Translation, scope: Scope, node: Extract<Expression, { node: 'quantified' }>): Typed {
  const left = expression(translation, scope, node.left);
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

function between(translation: Translation, scope: Scope, node: Extract<Expression, { node: 'between' }>): Typed {
  const [operand, low, high] = [node.operand, node.low, node.high].map((each) => expression(translation, scope, each));
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

function inList(translation: Translation, scope: Scope, node: Extract<Expression, { node: 'in_list' }>): Typed {
  const operand = expression(translation, scope, node.operand);
  const items = node.list.map((each) => expression(translation, scope, each));
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

function inQuery(translation: Translation, scope: Scope, node: Extract<Expression, { node: 'in_query' }>): Typed {
  const operand = expression(translation, scope, node.operand);
  const word = node.not ? 'NOT IN' : 'IN';
  if (operand.type.kind === 'row' && node.operand.node === 'row') {
    const inner = subquery(translation, scope, node.query);
    if (inner.columns.length !== operand.type.fields.length)
      throw translation.error(
        'TYPE_MISMATCH',
        node.at,
        `IN compares ${operand.type.fields.length} values with a subquery of ${inner.columns.length} columns`,
      );
    const parts = node.operand.items.map((item, at) => {
      const value = expression(translation, scope, item);
      const column = inner.columns[at];
      const type = comparisonType(translation, 'IN', value.type, column?.type ?? UNKNOWN, item.at);
      const name = `q.${quoteName(column?.column ?? '')}`;
      return {
        left: comparable(coerce(translation, value, type), type),
        right: comparable(castSql(translation, name, column?.type ?? UNKNOWN, type) ?? name, type),
      };
    });
    return {
      sql: `((${parts.map(({ left }) => left).join(', ')}) ${word} (SELECT ${parts.map(({ right }) => right).join(', ')} FROM (${inner.sql}) AS q))`,
      type: BOOLEAN,
    };
  }
  const { sql, type } = oneColumn(translation, scope, node.query, operand.type, 'IN', node.at);
  return { sql: `(${comparable(coerce(translation, operand, type), type)} ${word} (${sql}))`, type: BOOLEAN };
}

function like(translation: Translation, scope: Scope, node: Extract<Expression, { node: 'like' }>): Typed {
  const parts = [node.operand, node.pattern, ...(node.escape ? [node.escape] : [])].map((each) => {
    const value = expression(translation, scope, each);
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

function scalarQuery(translation: Translation, scope: Scope, query: Query): Typed {
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

function caseOf(translation: Translation, scope: Scope, node: Extract<Expression, { node: 'case' }>): Typed {
  const results = [...node.branches.map(({ result }) => result), ...(node.otherwise ? [node.otherwise] : [])];
  const values = results.map((each) => expression(translation, scope, each));
  const type = commonOf(translation, values, results, 'All CASE results');
  const operand = node.operand && expression(translation, scope, node.operand);
  const branches = node.branches.map(({ when }, at) => {
    const value = values[at];
    const condition =
      operand === undefined
        ? predicate(translation, scope, when)
        : compare(translation, '=', operand, expression(translation, scope, when), when.at).sql;
    return `WHEN ${condition} THEN ${value ? coerce(translation, value, type) : 'NULL'}`;
  });
  const last = node.otherwise ? values.at(-1) : undefined;
  return { sql: `CASE ${branches.join(' ')}${last ? ` ELSE ${coerce(translation, last, type)}` : ''} END`, type };
}

/** The type that all values become. Throws TYPE_MISMATCH at the first that does not fit those before it. */
export function commonOf(
  translation: Translation,
  values: readonly Typed[],
  nodes: readonly Expression[],
  what: string,
): TrinoType {
  let type: TrinoType = UNKNOWN;
  for (const [at, value] of values.entries()) {
    const common = commonType(type, value.type);
    if (common === undefined)
      throw translation.error(
        'TYPE_MISMATCH',
        nodes[at]?.at ?? 0,
        `${what} must be of one type: ${typeText(value.type)} does not go with ${typeText(type)}; cast one of them`,
      );
    type = common;
  }
  return type;
}

function cast(translation: Translation, operand: Typed, type: TrinoType, safe: boolean, at: number): Typed {
  const sql = castSql(translation, operand.sql, operand.type, type, safe);
  if (sql === undefined)
    throw translation.error('TYPE_MISMATCH', at, `Cannot cast ${typeText(operand.type)} to ${typeText(type)}`, 'CAST');
  return { sql, type };
}

/** `EXTRACT(field FROM x)` is the function of the field's name. */
function extract(translation: Translation, scope: Scope, node: Extract<Expression, { node: 'extract' }>): Typed {
  const name = node.field.toLowerCase();
  const operand = expression(translation, scope, node.operand);
  const ofInterval = intervalField(name, operand);
  if (ofInterval) return { sql: ofInterval, type: BIGINT };
  return call(
    translation,
    scope,
    { name, at: node.at, distinct: false, arguments: [node.operand], order: [] },
    { expression, predicate },
  );
}

/** Seconds in a field, and in the one above it. */
const SECONDS: Record<string, readonly [number, number?]> = {
  day: [86_400],
  hour: [3600, 86_400],
  minute: [60, 3600],
  second: [1, 60],
};

/** A field of an interval, of which DuckDB would not carry 26 hours over into a day. */
function intervalField(name: string, { sql, type }: Typed): string | undefined {
  if (type.kind === 'interval_year_month' && (name === 'year' || name === 'month'))
    return `CAST(datepart(${quoteText(name)}, ${sql}) AS BIGINT)`;
  const seconds = type.kind === 'interval_day_second' ? SECONDS[name] : undefined;
  if (seconds === undefined) return undefined;
  const [own, above] = seconds;
  const whole = above === undefined ? `epoch_us(${sql})` : `epoch_us(${sql}) % ${above * 1e6}`;
  return `CAST(${whole} // ${own * 1e6} AS BIGINT)`;
}

function atTimeZone(translation: Translation, scope: Scope, node: Extract<Expression, { node: 'at_time_zone' }>): Typed {
  const operand = expression(translation, scope, node.operand);
  const type =
    operand.type.kind === 'timestamp_tz'
      ? operand.type
      : operand.type.kind === 'timestamp'
        ? timestampTz(operand.type.precision)
        : undefined;
  if (type === undefined)
    throw translation.error(
      'TYPE_MISMATCH',
      node.at,
      `AT TIME ZONE needs a timestamp, this is ${typeText(operand.type)}`,
      'AT TIME ZONE',
    );
  const zoned: Expression = {
    node: 'call',
    call: { name: 'at_timezone', at: node.at, distinct: false, arguments: [node.operand, node.zone], order: [] },
    at: node.at,
  };
  return expression(translation, scope, zoned);
}

function array(translation: Translation, items: readonly Typed[], node: Extract<Expression, { node: 'array' }>): Typed {
  const element = commonOf(translation, items, node.items, 'All elements of an array');
  const sql = `[${items.map((item) => coerce(translation, item, element)).join(', ')}]`;
  return { sql: items.length === 0 ? `CAST([] AS ${duckType(arrayOf(element))})` : sql, type: arrayOf(element) };
}

function row(items: readonly Typed[]): Typed {
  const fields = items.map(({ type }) => ({ type }));
  const sql = `struct_pack(${items.map(({ sql: value, type }, at) => `${quoteName(fieldKey({ type }, at))} := ${value}`).join(', ')})`;
  return { sql, type: { kind: 'row', fields } };
}

function now(translation: Translation, node: Extract<Expression, { node: 'now' }>): Typed {
  const precision = node.precision ?? 3;
  const at = precision >= 6 ? NOW : `date_trunc('${precision === 0 ? 'second' : 'millisecond'}', ${NOW})`;
  switch (node.name) {
    case 'current_date':
      return { sql: `CAST(${NOW} AS DATE)`, type: { kind: 'date' } };
    case 'current_timestamp':
      return { sql: makeTz(at, "'UTC'"), type: timestampTz(precision) };
    case 'localtimestamp':
      return { sql: at, type: timestamp(precision) };
    case 'localtime':
      return { sql: `CAST(${at} AS TIME)`, type: { kind: 'time', precision } };
    case 'current_schema':
      return { sql: quoteText(translation.catalog.current), type: VARCHAR };
    case 'current_catalog':
      return { sql: "'awsdatacatalog'", type: VARCHAR };
    case 'current_time':
    case 'current_user':
      throw translation.error(
        'NOT_SUPPORTED',
        node.at,
        `${node.name} is not supported here${node.name === 'current_time' ? '; use localtime, which is in UTC' : ''}`,
        node.name,
      );
  }
}
