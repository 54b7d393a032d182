import type { CallContext } from './function-spec.ts';

const DATE_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
const TIME_UNITS = ['millisecond', 'second', 'minute', 'hour'] as const;

export type DateUnit = (typeof DATE_UNITS)[number] | (typeof TIME_UNITS)[number];

/** Whether the unit's length is the same on every day of every zone. */
export const isTimeUnit = (unit: DateUnit): boolean => TIME_UNITS.some((known) => known === unit);

/** The unit that the first argument of a date function names. Refuses one that the function's type has not. */
export function unitOf(context: CallContext, kind: 'date' | 'time' | 'timestamp'): DateUnit {
  const text = context.constant(0);
  if (text === undefined) return context.refuse("write the unit as a text of its own, such as 'day'");
  const known = { date: DATE_UNITS, time: TIME_UNITS, timestamp: [...TIME_UNITS, ...DATE_UNITS] }[kind];
  const unit = known.find((one) => one === text.toLowerCase());
  return unit ?? context.invalid(`'${text}' is not a valid ${kind.toUpperCase()} field; use one of ${known.join(', ')}`);
}

/** So many of the unit as an interval of DuckDB. */
export function unitInterval(count: string, unit: DateUnit): string {
  const whole = `CAST(${count} AS INTEGER)`;
  switch (unit) {
    case 'millisecond':
      return `to_microseconds(CAST(${count} AS BIGINT) * 1000)`;
    case 'second':
      return `to_seconds(CAST(${count} AS BIGINT))`;
    case 'minute':
      return `to_minutes(CAST(${count} AS BIGINT))`;
    case 'hour':
      return `to_hours(CAST(${count} AS BIGINT))`;
    case 'day':
      return `to_days(${whole})`;
    case 'week':
      return `to_days(7 * ${whole})`;
    case 'month':
      return `to_months(${whole})`;
    case 'quarter':
      return `to_months(3 * ${whole})`;
    case 'year':
      return `to_months(12 * ${whole})`;
  }
}
