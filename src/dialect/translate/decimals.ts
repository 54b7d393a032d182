import { decimal, duckType, MAX_PRECISION, type DecimalType } from '../types.ts';
import type { Typed } from './scope.ts';
import { failure, type Translation } from './translation.ts';

/**
 * Result types of decimal arithmetic. Source: "Binary arithmetic operations" on the decimal page of Trino's documentation.
 */
export function sumType(a: DecimalType, b: DecimalType): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  return decimal(Math.min(MAX_PRECISION, Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1), scale);
}

export function quotientType(a: DecimalType, b: DecimalType): DecimalType {
  return decimal(Math.min(MAX_PRECISION, a.precision + b.scale + Math.max(b.scale - a.scale, 0)), Math.max(a.scale, b.scale));
}

export function remainderType(a: DecimalType, b: DecimalType): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  return decimal(Math.min(b.precision - b.scale, a.precision - a.scale) + scale, scale);
}

/** DuckDB's HUGEINT holds every number of so many digits. */
const HUGEINT_DIGITS = 38;

/**
 * `a / b`, exact and rounded half up (away from zero) to the result's scale. DuckDB divides decimals as binary floats, so this is
 * whole-number arithmetic: in HUGEINT where its digits are enough, else by the host. Fails with "Division by zero" and "Decimal overflow".
 */
export function divideDecimals(
  translation: Translation,
  a: Typed,
  b: Typed,
  left: DecimalType,
  right: DecimalType,
  result: DecimalType,
): string {
  const shift = result.scale - left.scale + right.scale;
  const zero = failure('Division by zero', result);
  if (left.precision + shift >= HUGEINT_DIGITS || right.precision >= HUGEINT_DIGITS) {
    return translation.onceAll(
      [a.sql, b.sql],
      (dividend, divisor) =>
        `CASE WHEN ${divisor} = 0 AND ${dividend} IS NOT NULL THEN ${zero} ELSE CAST(sb_divide(CAST(${dividend} AS VARCHAR), CAST(${divisor} AS VARCHAR), '${result.scale}') AS ${duckType(result)}) END`,
    );
  }
  const quotient = (top: string, bottom: string): string =>
    `CAST(CAST(sign(${top}) * sign(${bottom}) AS HUGEINT) * ((2 * abs(${top}) + abs(${bottom})) // (2 * abs(${bottom}))) AS DECIMAL(${HUGEINT_DIGITS},0))`;
  return translation.onceAll(
    [unscaled(a.sql, left, shift), unscaled(b.sql, right, 0)],
    (top, bottom) =>
      `CASE WHEN ${bottom} = 0 AND ${top} IS NOT NULL THEN ${zero} ELSE ${scaled(quotient(top, bottom), result)} END`,
  );
}

/** The decimal's digits as a whole number, with `zeros` more behind them. */
function unscaled(sql: string, type: DecimalType, zeros: number): string {
  const power = type.scale + zeros;
  if (power === 0) return `CAST(${sql} AS HUGEINT)`;
  // A factor of 19 digits makes DuckDB compute in 128 bits, which an overflow of 64 would otherwise end.
  if (type.precision + Math.max(18, power) < MAX_PRECISION)
    return `CAST(${sql} * CAST(${tenTo(power)} AS DECIMAL(${Math.max(19, power + 1)},0)) AS HUGEINT)`;
  const digits = `CAST(replace(CAST(${sql} AS VARCHAR), '.', '') AS HUGEINT)`;
  return zeros === 0 ? digits : `(${digits} * CAST(${tenTo(zeros)} AS HUGEINT))`;
}

/** A whole number of digits as the decimal that it stands for. */
function scaled(sql: string, type: DecimalType): string {
  if (type.scale === 0) return `CAST(${sql} AS ${duckType(type)})`;
  return `CAST(${sql} * CAST('0.${'0'.repeat(type.scale - 1)}1' AS DECIMAL(${type.scale},${type.scale})) AS ${duckType(type)})`;
}

const tenTo = (power: number): string => `1${'0'.repeat(power)}`;
