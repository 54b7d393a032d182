import type { IntervalField, Literal } from '../ast.ts';
import {
  BIGINT,
  BOOLEAN,
  decimal,
  DOUBLE,
  duckType,
  INTEGER,
  MAX_PRECISION,
  quoteText,
  timestamp,
  type TrinoType,
  typeText,
  UNKNOWN,
} from '../types.ts';
import { canonicalJson } from '../functions/json-reader.ts';
import { castSql } from './casts.ts';
import type { Typed } from './scope.ts';
import { namedType } from './type-names.ts';
import type { Translation } from './translation.ts';

const MAX_INTEGER = 2_147_483_647n;
const MAX_BIGINT = 9_223_372_036_854_775_807n;

/** A literal with the type that Trino gives it. Throws INVALID_LITERAL at the literal. */
export function literal(translation: Translation, node: Literal): Typed {
  switch (node.node) {
    case 'null':
      return { sql: 'NULL', type: UNKNOWN };
    case 'boolean':
      return { sql: node.value ? 'TRUE' : 'FALSE', type: BOOLEAN };
    case 'string':
      return { sql: quoteText(node.value), type: { kind: 'varchar', length: codePoints(node.value) } };
    case 'bytes':
      return { sql: `unhex('${node.hex}')`, type: { kind: 'varbinary' } };
    case 'number':
      return number(translation, node);
    case 'typed':
      return typed(translation, node);
    case 'interval':
      return interval(translation, node);
  }
}

/** Trino counts code points. */
function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function number(translation: Translation, node: Extract<Literal, { node: 'number' }>): Typed {
  const digits = node.text.replaceAll('_', '');
  if (node.form === 'double') return { sql: `CAST(${quoteText(digits)} AS DOUBLE)`, type: DOUBLE };
  if (node.form === 'integer') {
    const value = BigInt(digits);
    if (value <= MAX_INTEGER) return { sql: `${value}`, type: INTEGER };
    // One more than the largest is taken, for its negative.
    if (value <= MAX_BIGINT + 1n) return { sql: `${value}`, type: BIGINT };
    throw translation.error(
      'INVALID_LITERAL',
      node.at,
      `Invalid numeric literal: ${node.text} is more than a bigint holds; write it as DECIMAL '${value}'`,
    );
  }
  const [whole = '', fraction = ''] = digits.split('.');
  const significant = whole.replace(/^0+/u, '');
  const precision = Math.max(1, significant.length + fraction.length);
  if (precision > MAX_PRECISION)
    throw translation.error(
      'INVALID_LITERAL',
      node.at,
      `${node.text} has ${precision} digits; a decimal has at most ${MAX_PRECISION}`,
    );
  const type = decimal(precision, fraction.length);
  return { sql: `CAST('${whole || '0'}${fraction === '' ? '' : `.${fraction}`}' AS ${duckType(type)})`, type };
}

function typed(translation: Translation, node: Extract<Literal, { node: 'typed' }>): Typed {
  const type = literalType(translation, node);
  if (type.kind === 'decimal' && !/^[+-]?(\d+\.?\d*|\.\d+)$/u.test(node.value.trim()))
    throw translation.error('INVALID_LITERAL', node.at, `'${node.value}' is not a valid decimal literal`);
  const wellFormed = FORMS[type.kind];
  if (wellFormed && !wellFormed.test(node.value.trim()))
    throw translation.error(
      'INVALID_LITERAL',
      node.at,
      `'${node.value}' is not a valid ${type.kind.replace('_tz', ' with time zone').toUpperCase()} literal; write ${EXAMPLES[type.kind]}`,
    );
  if (type.kind === 'json') {
    const json = canonicalJson(node.value);
    if (json === undefined) throw translation.error('INVALID_LITERAL', node.at, `'${node.value}' is not a valid json literal`);
    return { sql: quoteText(json), type };
  }
  if (wellFormed && !isCalendarDay(node.value.trim()))
    throw translation.error(
      'INVALID_LITERAL',
      node.at,
      `'${node.value}' is not a valid ${type.kind.replace('_tz', ' with time zone').toUpperCase()} literal: there is no such day`,
    );
  if (PLAIN.has(type.kind)) return { sql: `CAST(${quoteText(node.value.trim())} AS ${duckType(type)})`, type };
  const sql = castSql(translation, quoteText(node.value), { kind: 'varchar' }, type);
  if (sql === undefined)
    throw translation.error('INVALID_LITERAL', node.at, `There are no literals of the type ${typeText(type)}; use CAST`);
  return { sql, type };
}

/** False for a text that begins with a day which no calendar has. */
function isCalendarDay(value: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})/u.exec(value) ?? [];
  if (year === '') return true;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

const DAY = '[+-]?\\d{4,}-\\d{1,2}-\\d{1,2}';
const CLOCK = '\\d{1,2}:\\d{1,2}(?::\\d{1,2}(?:\\.\\d{1,12})?)?';
const FORMS: Partial<Record<TrinoType['kind'], RegExp>> = {
  date: new RegExp(`^${DAY}$`, 'u'),
  timestamp: new RegExp(`^${DAY}(?: ${CLOCK})?$`, 'u'),
  timestamp_tz: new RegExp(`^${DAY}(?: ${CLOCK})? ?[A-Za-z+-][\\w/:+-]*$`, 'u'),
  time: new RegExp(`^${CLOCK}$`, 'u'),
};
const EXAMPLES: Partial<Record<TrinoType['kind'], string>> = {
  date: "DATE '2026-01-31'",
  timestamp: "TIMESTAMP '2026-01-31 14:00:00'",
  timestamp_tz: "TIMESTAMP '2026-01-31 14:00:00 UTC'",
  time: "TIME '14:00:00'",
};
const PLAIN = new Set<TrinoType['kind']>(['date', 'timestamp', 'time', 'decimal']);

/** A time's precision is that of its digits, a decimal's that of its own; a timestamp that ends in a zone has one. */
function literalType(translation: Translation, node: Extract<Literal, { node: 'typed' }>): TrinoType {
  const value = node.value.trim();
  const fraction = /\.(\d+)/u.exec(value)?.[1]?.length ?? 0;
  if (node.type.name === 'timestamp' || node.type.name === 'timestamp with time zone') {
    const zoned = /\d{1,2}:\d{1,2}\S*\s+\S+$|\d[+-]\d{2}:\d{2}$|Z$/u.test(value);
    return zoned ? { kind: 'timestamp_tz', precision: fraction } : timestamp(fraction);
  }
  if (node.type.name === 'time') return { kind: 'time', precision: fraction };
  if (node.type.name === 'decimal' && node.type.parameters.length === 0) {
    const [whole = '', digits = ''] = value.replace(/^[+-]/u, '').split('.');
    return decimal(Math.min(MAX_PRECISION, Math.max(1, whole.replace(/^0+/u, '').length + digits.length)), digits.length);
  }
  return namedType(translation, node.type);
}

const MICROS: Record<string, bigint> = {
  week: 604_800_000_000n,
  day: 86_400_000_000n,
  hour: 3_600_000_000n,
  minute: 60_000_000n,
  second: 1_000_000n,
};
const FINER: readonly IntervalField[] = ['day', 'hour', 'minute', 'second'];

function interval(translation: Translation, node: Extract<Literal, { node: 'interval' }>): Typed {
  const sign = node.negative ? -1n : 1n;
  const invalid = () =>
    translation.error(
      'INVALID_LITERAL',
      node.at,
      `'${node.value}' is not a valid interval literal for ${(node.to ? `${node.from} to ${node.to}` : node.from).toUpperCase()}`,
    );
  const value = node.value.trim();
  if (node.from === 'year' || node.from === 'month') {
    const months = monthsOf(node, value);
    if (months === undefined) throw invalid();
    return { sql: `to_months(${sign * months})`, type: { kind: 'interval_year_month' } };
  }
  const micros = microsOf(node, value);
  if (micros === undefined) throw invalid();
  const day = MICROS['day'] ?? 1n;
  const total = sign * micros;
  const sql = total % day === 0n ? `to_days(${total / day})` : `to_microseconds(${total})`;
  return { sql, type: { kind: 'interval_day_second' } };
}

function monthsOf(node: Extract<Literal, { node: 'interval' }>, value: string): bigint | undefined {
  if (node.to === 'month') {
    const match = /^([+-]?)(\d+)-(\d+)$/u.exec(value);
    if (!match) return undefined;
    return (match[1] === '-' ? -1n : 1n) * (BigInt(match[2] ?? 0) * 12n + BigInt(match[3] ?? 0));
  }
  if (!/^[+-]?\d+$/u.test(value)) return undefined;
  return BigInt(value.replace('+', '')) * (node.from === 'year' ? 12n : 1n);
}

function microsOf(node: Extract<Literal, { node: 'interval' }>, value: string): bigint | undefined {
  const match = /^([+-]?)(.*)$/u.exec(value);
  const sign = match?.[1] === '-' ? -1n : 1n;
  const body = match?.[2] ?? '';
  const first = FINER.indexOf(node.from);
  if (node.to === undefined || first < 0) {
    const parts = /^(\d+)(?:\.(\d{1,6}))?$/u.exec(body);
    if (!parts || (parts[2] !== undefined && node.from !== 'second')) return undefined;
    const unit = MICROS[node.from] ?? 0n;
    return sign * (BigInt(parts[1] ?? 0) * unit + BigInt((parts[2] ?? '').padEnd(6, '0')));
  }
  const fields = FINER.slice(first, FINER.indexOf(node.to) + 1);
  const pattern = fields.map((field) => (field === 'second' ? '(\\d+(?:\\.\\d{1,6})?)' : '(\\d+)')).join('[ :]');
  const parts = new RegExp(`^${pattern}$`, 'u').exec(body);
  if (!parts) return undefined;
  return (
    sign *
    fields.reduce((sum, field, at) => {
      const [whole = '0', fraction = ''] = (parts[at + 1] ?? '').split('.');
      return sum + BigInt(whole) * (MICROS[field] ?? 0n) + (field === 'second' ? BigInt(fraction.padEnd(6, '0')) : 0n);
    }, 0n)
  );
}
