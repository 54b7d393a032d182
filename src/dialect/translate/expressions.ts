import type { Expression } from '../ast.ts';
import { makeTz } from '../functions/time-zones.ts';
import {
  arrayOf,
  BIGINT,
  BOOLEAN,
  commonType,
  duckType,
  fieldKey,
  quoteName,
  quoteText,
  timestamp,
  timestampTz,
  type TrinoType,
  typeText,
  UNKNOWN,
  VARCHAR,
} from '../types.ts';
import { call, type Inner } from './calls.ts';
import { field, subscript } from './fields.ts';
import { between, inList, like, logical } from './predicates.ts';
import { exists, inQuery, quantified, scalarQuery } from './subqueries.ts';
import { castSql } from './casts.ts';
import { literal } from './literals.ts';
import { binary, coerce, compare, negate } from './operators.ts';
import { resolveName, type Scope, type Typed } from './scope.ts';
import { namedType } from './type-names.ts';
import type { Translation } from './translation.ts';

/** The clock of the query: its transaction's time, in UTC, without a zone. */
const NOW = 'make_timestamp(epoch_us(transaction_timestamp()))';

/** An expression as DuckDB's SQL, with its type in Trino. Throws `QueryError` in Athena's terms, at the place in the text. */
export function expression(translation: Translation, scope: Scope, node: Expression): Typed {
  return translation.remember(scope, node, () =>
    translation.nested('expression', node.at, () => translate(translation, scope, node)),
  );
}

/** Given to what stands inside of expressions, so that its modules need not import this one. */
const both: Inner = { expression, predicate };

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
      return field(translation, scope, node, both);
    case 'subscript':
      return subscript(translation, inner(node.base), inner(node.index), node.at);
    case 'negate':
      return negate(translation, inner(node.operand), node);
    case 'binary':
      return leftDeep(translation, scope, node);
    case 'compare':
      return compare(translation, node.operator, inner(node.left), inner(node.right), node.at);
    case 'quantified':
      return quantified(translation, scope, node, both);
    case 'distinct_from':
      return compare(
        translation,
        node.not ? 'IS NOT DISTINCT FROM' : 'IS DISTINCT FROM',
        inner(node.left),
        inner(node.right),
        node.at,
      );
    case 'logical':
      return logical(translation, scope, node, both);
    case 'not':
      return { sql: `(NOT ${predicate(translation, scope, node.operand)})`, type: BOOLEAN };
    case 'is_null':
      return { sql: `(${inner(node.operand).sql} IS ${node.not ? 'NOT ' : ''}NULL)`, type: BOOLEAN };
    case 'between':
      return between(translation, scope, node, both);
    case 'in_list':
      return inList(translation, scope, node, both);
    case 'in_query':
      return inQuery(translation, scope, node, both);
    case 'like':
      return like(translation, scope, node, both);
    case 'exists':
      return exists(translation, scope, node.query);
    case 'scalar_query':
      return scalarQuery(translation, scope, node.query);
    case 'call':
      return call(translation, scope, node.call, both);
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
  return call(translation, scope, { name, at: node.at, distinct: false, arguments: [node.operand], order: [] }, both);
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
