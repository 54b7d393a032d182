import type { BinaryOperator, ComparisonOperator, Expression } from '../ast.ts';
import { fromLocal, instantOf, localTime, makeTz } from '../functions/time-zones.ts';
import {
  arrayOf,
  asDecimal,
  BOOLEAN,
  commonType,
  decimal,
  DOUBLE,
  duckType,
  fieldKey,
  isInteger,
  isInterval,
  isNumeric,
  isText,
  MAX_PRECISION,
  measuredLike,
  quoteText,
  type DecimalType,
  type TrinoType,
  typeText,
  VARCHAR,
} from '../types.ts';
import { castSql, comparable } from './casts.ts';
import { divideDecimals, quotientType, remainderType, sumType } from './decimals.ts';
import type { Typed } from './scope.ts';
import { failure, type Translation } from './translation.ts';

/** `value` where `type` is wanted: as it is, or cast. Both types are known to fit. */
export function coerce(translation: Translation, value: Typed, type: TrinoType): string {
  return castSql(translation, value.sql, value.type, type) ?? value.sql;
}

function refuse(translation: Translation, operator: string, at: number, ...types: TrinoType[]): Error {
  const texts = types.map(typeText).join(', ');
  const text = types.find(isText);
  const other = types.find((type) => !isText(type) && type.kind !== 'unknown');
  const advice =
    text && other
      ? `; cast one side, for example CAST(… AS ${other.kind === 'timestamp' ? 'timestamp' : typeText(other)})${other.kind === 'date' ? " or DATE '2026-01-31'" : ''}`
      : '';
  return translation.error('TYPE_MISMATCH', at, `'${operator}' cannot be applied to ${texts}${advice}`, operator);
}

/** `+ - * / % ||` as Trino has them. Throws TYPE_MISMATCH. */
export function binary(translation: Translation, operator: BinaryOperator, left: Typed, right: Typed, at: number): Typed {
  if (operator === '||') return concat(translation, left, right, at);
  if (left.type.kind === 'unknown' || right.type.kind === 'unknown') {
    const type = left.type.kind === 'unknown' ? right.type : left.type;
    return { sql: `CAST(NULL AS ${duckType(type)})`, type };
  }
  if (isNumeric(left.type) && isNumeric(right.type)) return arithmetic(translation, operator, left, right, at);
  const time = timeArithmetic(translation, operator, left, right);
  if (time) return time;
  throw refuse(translation, operator, at, left.type, right.type);
}

function concat(translation: Translation, left: Typed, right: Typed, at: number): Typed {
  if ((isText(left.type) || left.type.kind === 'unknown') && (isText(right.type) || right.type.kind === 'unknown'))
    return { sql: `(${coerce(translation, left, VARCHAR)} || ${coerce(translation, right, VARCHAR)})`, type: VARCHAR };
  if (left.type.kind === 'varbinary' && right.type.kind === 'varbinary')
    return { sql: `(${left.sql} || ${right.sql})`, type: left.type };
  const list = (value: Typed, other: TrinoType): Typed | undefined =>
    value.type.kind === 'array'
      ? value
      : other.kind === 'array'
        ? { sql: `[${value.sql}]`, type: arrayOf(value.type) }
        : undefined;
  const [a, b] = [list(left, right.type), list(right, left.type)];
  const type = a && b && commonType(a.type, b.type);
  if (!a || !b || !type) throw refuse(translation, '||', at, left.type, right.type);
  const [x, y] = [coerce(translation, a, type), coerce(translation, b, type)];
  // DuckDB takes a list that is NULL for an empty one.
  return {
    sql: translation.onceAll(
      [x, y],
      (p, q) => `CASE WHEN ${p} IS NULL OR ${q} IS NULL THEN NULL ELSE list_concat(${p}, ${q}) END`,
    ),
    type,
  };
}

function arithmetic(translation: Translation, operator: BinaryOperator, left: Typed, right: Typed, at: number): Typed {
  const common = commonType(left.type, right.type) ?? left.type;
  if (common.kind !== 'decimal') {
    const [a, b] = [coerce(translation, left, common), coerce(translation, right, common)];
    if (!isInteger(common)) return { sql: operator === '%' ? `fmod(${a}, ${b})` : `(${a} ${operator} ${b})`, type: common };
    if (operator === '+' || operator === '-' || operator === '*') return { sql: `(${a} ${operator} ${b})`, type: common };
    const word = operator === '/' ? '//' : '%';
    if (/^[1-9]\d*$/u.test(b)) return { sql: `(${a} ${word} ${b})`, type: common };
    return {
      sql: translation.onceAll(
        [a, b],
        (dividend, divisor) =>
          `CASE WHEN ${divisor} = 0 AND ${dividend} IS NOT NULL THEN ${failure('Division by zero', common)} ELSE ${dividend} ${word} ${divisor} END`,
      ),
      type: common,
    };
  }
  return decimalArithmetic(translation, operator, left, right, at);
}

/** DuckDB computes two decimals of so many digits in 64 bits, and fails where their sum or product needs more. */
const NARROW = 18;

/** The operand with room for the result: wide enough that DuckDB computes in 128 bits. */
function roomy(sql: string, type: DecimalType, result: TrinoType): string {
  const wide = result.kind === 'decimal' && result.precision > NARROW;
  return wide && type.precision <= NARROW ? `CAST(${sql} AS DECIMAL(${NARROW + 1},${type.scale}))` : sql;
}

/** Digits before the point that a product keeps; with fewer it would overflow on ordinary money. */
const MIN_WHOLE_DIGITS = 12;

function decimalArithmetic(translation: Translation, operator: BinaryOperator, left: Typed, right: Typed, at: number): Typed {
  const [p, q] = [asDecimal(left.type), asDecimal(right.type)];
  const a = coerce(translation, left, p);
  const b = coerce(translation, right, q);
  const measured = p.measured === true || q.measured === true;
  if (measured && (operator === '/' || operator === '%')) {
    const [x, y] = [`CAST(${a} AS DOUBLE)`, `CAST(${b} AS DOUBLE)`];
    return { sql: operator === '/' ? `(${x} / ${y})` : `fmod(${x}, ${y})`, type: DOUBLE };
  }
  if (operator === '/') {
    const type = quotientType(p, q);
    return { sql: divideDecimals(translation, { sql: a, type: p }, { sql: b, type: q }, p, q, type), type };
  }
  if (operator === '%') {
    const type = remainderType(p, q);
    const same = duckType(
      decimal(Math.min(MAX_PRECISION, type.scale + Math.max(p.precision - p.scale, q.precision - q.scale)), type.scale),
    );
    return {
      sql: translation.onceAll(
        [`CAST(${a} AS ${same})`, `CAST(${b} AS ${same})`],
        (dividend, divisor) =>
          `CASE WHEN ${divisor} = 0 AND ${dividend} IS NOT NULL THEN ${failure('Division by zero', type)} ELSE CAST(${dividend} % ${divisor} AS ${duckType(type)}) END`,
      ),
      type,
    };
  }
  if (operator === '*') {
    const scale = p.scale + q.scale;
    const tight = p.precision + q.precision > MAX_PRECISION && scale > MAX_PRECISION - MIN_WHOLE_DIGITS;
    if (measured && tight) return { sql: `(CAST(${a} AS DOUBLE) * CAST(${b} AS DOUBLE))`, type: DOUBLE };
    if (scale > MAX_PRECISION) throw refuse(translation, '*', at, left.type, right.type);
    const type = measuredLike(decimal(Math.min(MAX_PRECISION, p.precision + q.precision), scale), p, q);
    return { sql: `CAST(${roomy(a, p, type)} * ${b} AS ${duckType(type)})`, type };
  }
  const type = measuredLike(sumType(p, q), p, q);
  return { sql: `CAST(${roomy(a, p, type)} ${operator} ${b} AS ${duckType(type)})`, type };
}

function timeArithmetic(translation: Translation, operator: BinaryOperator, left: Typed, right: Typed): Typed | undefined {
  if (isInterval(left.type) || isInterval(right.type)) return intervalArithmetic(translation, operator, left, right);
  if (operator !== '-') return undefined;
  const kinds = [left.type.kind, right.type.kind];
  if (!kinds.every((kind) => kind === 'date' || kind === 'timestamp' || kind === 'timestamp_tz')) return undefined;
  const type: TrinoType = { kind: 'interval_day_second' };
  if (kinds.every((kind) => kind === 'date')) return { sql: `to_days(CAST(${left.sql} - ${right.sql} AS INTEGER))`, type };
  const common = commonType(left.type, right.type);
  if (common === undefined) return undefined;
  const [a, b] = [coerce(translation, left, common), coerce(translation, right, common)].map((sql) => comparable(sql, common));
  return { sql: `(${a} - ${b})`, type };
}

function intervalArithmetic(translation: Translation, operator: BinaryOperator, left: Typed, right: Typed): Typed | undefined {
  if (isInterval(left.type) && isInterval(right.type)) {
    if ((operator !== '+' && operator !== '-') || left.type.kind !== right.type.kind) return undefined;
    return { sql: `(${left.sql} ${operator} ${right.sql})`, type: left.type };
  }
  if (operator === '*' || operator === '/') return scaledInterval(operator, left, right);
  if (operator === '+' && isInterval(left.type)) return intervalArithmetic(translation, '+', right, left);
  if ((operator !== '+' && operator !== '-') || !isInterval(right.type)) return undefined;
  const { type } = left;
  if (type.kind === 'date') return { sql: movedDate(translation, operator, left.sql, right), type };
  if (type.kind === 'timestamp' || type.kind === 'time') return { sql: `(${left.sql} ${operator} ${right.sql})`, type };
  if (type.kind !== 'timestamp_tz') return undefined;
  return {
    sql: translation.onceAll([left.sql, right.sql], (value, span) =>
      right.type.kind === 'interval_day_second'
        ? makeTz(`(${instantOf(value)} ${operator} ${span})`, `struct_extract(${value}, 'z')`)
        : makeTz(
            fromLocal(`(${localTime(value)} ${operator} ${span})`, `struct_extract(${value}, 'z')`),
            `struct_extract(${value}, 'z')`,
          ),
    ),
    type,
  };
}

const WHOLE_DAYS = /^\(?-?to_(?:days|months)\(-?\d+\)\)?$/u;

/** A date takes whole days alone. */
function movedDate(translation: Translation, operator: '+' | '-', date: string, span: Typed): string {
  if (span.type.kind === 'interval_year_month' || WHOLE_DAYS.test(span.sql))
    return `CAST(${date} ${operator} ${span.sql} AS DATE)`;
  const failed = failure('Cannot add hour, minutes or seconds to a date; cast it: CAST(… AS timestamp)', { kind: 'date' });
  return translation.onceAll(
    [date, span.sql],
    (day, interval) =>
      `CASE WHEN epoch_us(${interval}) % 86400000000 <> 0 AND ${day} IS NOT NULL THEN ${failed} ELSE CAST(${day} ${operator} ${interval} AS DATE) END`,
  );
}

function scaledInterval(operator: '*' | '/', left: Typed, right: Typed): Typed | undefined {
  const [span, factor] = isInterval(left.type) ? [left, right] : [right, left];
  if (!isNumeric(factor.type) || (operator === '/' && span !== left)) return undefined;
  if (span.type.kind === 'interval_day_second')
    return {
      sql: `to_microseconds(CAST(epoch_us(${span.sql}) ${operator} CAST(${factor.sql} AS DOUBLE) AS BIGINT))`,
      type: span.type,
    };
  const months = `(datepart('year', ${span.sql}) * 12 + datepart('month', ${span.sql}))`;
  return { sql: `to_months(CAST(trunc(${months} ${operator} CAST(${factor.sql} AS DOUBLE)) AS INTEGER))`, type: span.type };
}

/** `-x`. */
export function negate(translation: Translation, operand: Typed, node: Expression): Typed {
  if (!isNumeric(operand.type) && !isInterval(operand.type) && operand.type.kind !== 'unknown')
    throw refuse(translation, '-', node.at, operand.type);
  return { sql: `(-${operand.sql})`, type: operand.type };
}

/** Both sides as they can be compared, with the operator between. Throws TYPE_MISMATCH. */
export function compare(
  translation: Translation,
  operator: ComparisonOperator | 'IS DISTINCT FROM' | 'IS NOT DISTINCT FROM',
  left: Typed,
  right: Typed,
  at: number,
): Typed {
  const type = comparisonType(translation, operator, left.type, right.type, at);
  if (operator === '=' || operator === '<>') {
    const equal = nestedEquality(translation, coerce(translation, left, type), coerce(translation, right, type), type, at);
    if (equal !== undefined) return { sql: operator === '=' ? equal : `(NOT ${equal})`, type: BOOLEAN };
  }
  const [a, b] = [left, right].map((value) => comparable(coerce(translation, value, type), type)) as [string, string];
  const plain = `(${a} ${operator} ${b})`;
  const float = type.kind === 'double' || type.kind === 'real';
  return { sql: float ? withoutNaN(translation, operator, a, b) : plain, type: BOOLEAN };
}

/**
 * Equality of rows, arrays and maps, of which DuckDB says that NULLs in them are equal and that the order of a map's keys counts; undefined for
 * other types.
 */
function nestedEquality(translation: Translation, a: string, b: string, type: TrinoType, at: number): string | undefined {
  if (type.kind === 'row')
    return translation.onceAll([a, b], (x, y) => {
      const field = (row: string, key: string) => `struct_extract(${row}, ${quoteText(key)})`;
      const pairs = type.fields.map((each, index) => {
        const key = fieldKey(each, index);
        const [l, r] = [x, y].map((row) => ({ sql: field(row, key), type: each.type })) as [Typed, Typed];
        return compare(translation, '=', l, r, at).sql;
      });
      return `(${pairs.join(' AND ')})`;
    });
  if (type.kind === 'array')
    return translation.onceAll(
      [a, b],
      (x, y) =>
        `CASE WHEN len(${x}) <> len(${y}) THEN FALSE WHEN list_count(${x}) = len(${x}) AND list_count(${y}) = len(${y}) THEN ${x} = ${y} WHEN len(list_filter(list_zip(${x}, ${y}), lambda tz: tz[1] <> tz[2])) > 0 THEN FALSE END`,
    );
  if (type.kind === 'map') {
    const entries = (map: string) => `list_sort(map_entries(${map}))`;
    return translation.onceAll(
      [a, b],
      (x, y) =>
        `CASE WHEN ${x} IS NULL OR ${y} IS NULL THEN NULL WHEN ${entries(x)} <> ${entries(y)} THEN FALSE WHEN list_count(map_values(${x})) = cardinality(${x}) THEN TRUE END`,
    );
  }
  return undefined;
}

const FLOAT_LITERAL = /^\(?-?CAST\('?[\d.eE+-]+'? AS (?:DOUBLE|REAL)\)\)?$/u;

/** DuckDB takes NaN for equal to itself and greater than everything; in Trino every comparison with it is false, but `<>`. */
function withoutNaN(translation: Translation, operator: string, a: string, b: string): string {
  const plain = `(${a} ${operator} ${b})`;
  const [known, other] = [FLOAT_LITERAL.test(a), FLOAT_LITERAL.test(b)];
  if (operator === '=' || operator === '<>') {
    if (known || other) return plain;
    return translation.onceAll([a, b], (x, y) =>
      operator === '=' ? `(${x} = ${y} AND NOT isnan(${x}))` : `(${x} <> ${y} OR isnan(${x}))`,
    );
  }
  if ((operator === '<' || operator === '<=') && !other)
    return translation.onceAll([a, b], (x, y) => `(${x} ${operator} ${y} AND NOT isnan(${y}))`);
  if ((operator === '>' || operator === '>=') && !known)
    return translation.onceAll([a, b], (x, y) => `(${x} ${operator} ${y} AND NOT isnan(${x}))`);
  return plain;
}

export function comparisonType(
  translation: Translation,
  operator: string,
  left: TrinoType,
  right: TrinoType,
  at: number,
): TrinoType {
  const type = commonType(left, right);
  if (type === undefined) throw refuse(translation, operator, at, left, right);
  return type;
}
