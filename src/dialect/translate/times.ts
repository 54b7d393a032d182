import type { Expression } from '../ast.ts';
import { makeTz } from '../functions/time-zones.ts';
import { BIGINT, quoteText, timestamp, timestampTz, typeText, VARCHAR } from '../types.ts';
import { call, type Inner } from './calls.ts';
import type { Scope, Typed } from './scope.ts';
import type { Translation } from './translation.ts';

/** The clock of the query: its transaction's time, in UTC, without a zone. */
const NOW = 'make_timestamp(epoch_us(transaction_timestamp()))';

/** `EXTRACT(field FROM x)` is the function of the field's name. */
export function extract(
  translation: Translation,
  scope: Scope,
  node: Extract<Expression, { node: 'extract' }>,
  inner: Inner,
): Typed {
  const name = node.field.toLowerCase();
  const operand = inner.expression(translation, scope, node.operand);
  const ofInterval = intervalField(name, operand);
  if (ofInterval) return { sql: ofInterval, type: BIGINT };
  return call(translation, scope, { name, at: node.at, distinct: false, arguments: [node.operand], order: [] }, inner);
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

export function atTimeZone(
  translation: Translation,
  scope: Scope,
  node: Extract<Expression, { node: 'at_time_zone' }>,
  inner: Inner,
): Typed {
  const operand = inner.expression(translation, scope, node.operand);
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
  return inner.expression(translation, scope, zoned);
}

export function now(translation: Translation, node: Extract<Expression, { node: 'now' }>): Typed {
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
