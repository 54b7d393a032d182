import { DATE, timestampTz, type TrinoType } from '../types.ts';
import { FIELD_FUNCTIONS } from './date-fields.ts';
import { isTimeUnit, unitInterval, unitOf } from './date-units.ts';
import { type CallContext, type FunctionSpec, scalar } from './function-spec.ts';
import { bind, bindAll } from '../sql-parts.ts';
import { CLOCK, fromLocal, instantOf, localTime, makeTz, offsetText, readTz, secondsText, zoneOffset } from './time-zones.ts';

const UTC = "'UTC'";
const typeOf =
  (index: number): NonNullable<FunctionSpec['type']> =>
  ({ types }) =>
    types[index] ?? DATE;
const exactly = (type: TrinoType) => () => type;
const digits = (type: TrinoType | undefined): number => (type && 'precision' in type ? type.precision : 0);

/**
 * A date or timestamp cut to the unit, as a timestamp. DuckDB 1.4.3 takes what its `date_trunc` gives for never NULL (and so loses groups
 * and `IS NULL`); adding nothing makes it forget that.
 */
const truncated = (unit: string, sql: string) => `(date_trunc('${unit}', ${sql}) + INTERVAL 0 SECOND)`;

/** Trino adds and counts in whole milliseconds, whatever the precision. */
function inMillis(sql: string, type: TrinoType | undefined): string {
  return digits(type) > 3 ? truncated('millisecond', sql) : sql;
}

const TRUNCATED: readonly FunctionSpec[] = [
  scalar(
    'date_trunc(varchar, date) -> date',
    ([, value], context) => `CAST(${truncated(unitOf(context, 'date'), value)} AS DATE)`,
  ),
  scalar(
    'date_trunc(varchar, timestamp) -> timestamp',
    ([, value], context) => truncated(unitOf(context, 'timestamp'), value),
    typeOf(1),
  ),
  scalar(
    'date_trunc(varchar, timestamp_tz) -> timestamp_tz',
    ([, value], context) => {
      const unit = unitOf(context, 'timestamp');
      return bind(value, (v) => {
        const cut = (local: string) => truncated(unit, local);
        // An hour that comes twice is cut to the beginning of that hour, not of the first one.
        if (isTimeUnit(unit))
          return makeTz(
            bind(localTime(v), (local) => `${v}.t - (${local} - ${cut(local)})`),
            `${v}.z`,
          );
        return makeTz(fromLocal(cut(localTime(v)), `${v}.z`), `${v}.z`);
      });
    },
    typeOf(1),
  ),
  scalar('date_trunc(varchar, time) -> time', ([, value], context) => {
    const unit = unitOf(context, 'time');
    return `CAST(${truncated(unit, `DATE '1970-01-01' + ${value}`)} AS TIME)`;
  }),
];

/** The unit to add; milliseconds have no room in a timestamp of fewer digits. */
function addedUnit(context: CallContext, kind: 'timestamp' | 'time') {
  const unit = unitOf(context, kind);
  if (unit === 'millisecond' && digits(context.types[2]) < 3)
    context.refuse('cast the value to three digits first, as in CAST(x AS timestamp(3))');
  return unit;
}

const ADDED: readonly FunctionSpec[] = [
  scalar(
    'date_add(varchar, bigint, date) -> date',
    ([, count, value], context) => `CAST(${value} + ${unitInterval(count, unitOf(context, 'date'))} AS DATE)`,
  ),
  scalar(
    'date_add(varchar, bigint, timestamp) -> timestamp',
    ([, count, value], context) => `(${value} + ${unitInterval(count, addedUnit(context, 'timestamp'))})`,
    typeOf(2),
  ),
  scalar(
    'date_add(varchar, bigint, timestamp_tz) -> timestamp_tz',
    ([, count, value], context) => {
      const unit = addedUnit(context, 'timestamp');
      return bindAll([value, count], (v, n) => {
        const step = unitInterval(n, unit);
        const sum = isTimeUnit(unit) ? `(${v}.t + ${step})` : fromLocal(`(${localTime(v)} + ${step})`, `${v}.z`);
        return makeTz(sum, `${v}.z`);
      });
    },
    typeOf(2),
  ),
  scalar(
    'date_add(varchar, bigint, time) -> time',
    ([, count, value], context) => `(${value} + ${unitInterval(count, addedUnit(context, 'time'))})`,
    typeOf(2),
  ),
];

const COUNTED: readonly FunctionSpec[] = [
  scalar(
    'date_diff(varchar, date, date) -> bigint',
    ([, from, to], context) => `date_sub('${unitOf(context, 'date')}', ${from}, ${to})`,
  ),
  scalar('date_diff(varchar, timestamp, timestamp) -> bigint', ([, from, to], context) => {
    const unit = unitOf(context, 'timestamp');
    return `date_sub('${unit}', ${inMillis(from, context.types[1])}, ${inMillis(to, context.types[2])})`;
  }),
  scalar('date_diff(varchar, timestamp_tz, timestamp_tz) -> bigint', ([, from, to], context) => {
    const unit = unitOf(context, 'timestamp');
    const [earlier, later] = [inMillis(instantOf(from), context.types[1]), inMillis(instantOf(to), context.types[2])];
    if (isTimeUnit(unit)) return `date_sub('${unit}', ${earlier}, ${later})`;
    // Both are read on the clocks of the first one's zone.
    return bind(from, (a) =>
      bind(
        makeTz(instantOf(to), `${a}.z`),
        (b) => `date_sub('${unit}', ${inMillis(localTime(a), context.types[1])}, ${inMillis(localTime(b), context.types[2])})`,
      ),
    );
  }),
  scalar(
    'date_diff(varchar, time, time) -> bigint',
    ([, from, to], context) => `date_sub('${unitOf(context, 'time')}', ${from}, ${to})`,
  ),
];

const LAST_DAYS: readonly FunctionSpec[] = [
  scalar('last_day_of_month(date) -> date', ([value]) => `last_day(${value})`),
  scalar('last_day_of_month(timestamp) -> date', ([value]) => `last_day(${value})`),
  scalar('last_day_of_month(timestamp_tz) -> date', ([value]) => `last_day(${localTime(value)})`),
  ...(['varchar', 'timestamp', 'timestamp_tz', 'date'] as const).map((kind) =>
    scalar(`date(${kind}) -> date`, ([value], { cast, types }) => cast(value, types[0], DATE)),
  ),
];

/** The instant of seconds since 1970, rounded half up to milliseconds as Java's `Math.round` does. */
const unixInstant = (seconds: string) => `make_timestamp(CAST(floor(${seconds} * 1000 + 0.5) AS BIGINT) * 1000)`;

const UNIX: readonly FunctionSpec[] = [
  scalar('from_unixtime(double) -> timestamp_tz', ([seconds]) => makeTz(unixInstant(seconds), UTC), exactly(timestampTz(3))),
  scalar(
    'from_unixtime(double, varchar) -> timestamp_tz',
    ([seconds, zone]) => makeTz(unixInstant(seconds), zone),
    exactly(timestampTz(3)),
  ),
  scalar(
    'from_unixtime(double, bigint, bigint) -> timestamp_tz',
    ([seconds, hours, minutes]) => makeTz(unixInstant(seconds), offsetText(`(${hours} * 3600 + ${minutes} * 60)`)),
    exactly(timestampTz(3)),
  ),
  scalar(
    'from_unixtime_nanos(bigint) -> timestamp_tz',
    ([nanos], { once, fail }) =>
      once(nanos, (v) => {
        const tooFine = fail('Nanoseconds that are no whole microseconds cannot be held here; use from_unixtime(x / 1e9)', {
          kind: 'bigint',
        });
        return makeTz(`make_timestamp(CASE WHEN ${v} % 1000 = 0 THEN ${v} // 1000 ELSE ${tooFine} END)`, UTC);
      }),
    exactly(timestampTz(9)),
  ),
  scalar('to_unixtime(timestamp) -> double', ([value]) => `(epoch_us(${value}) / 1e6)`),
  scalar('to_unixtime(timestamp_tz) -> double', ([value]) => `(epoch_us(${instantOf(value)}) / 1e6)`),
];

/** The shape that most texts have is read by DuckDB itself. */
const isoTimestamp = (text: string, nanos: boolean) =>
  bind(text, (v) => {
    const plain = `CASE WHEN length(${v}) = 20 AND substr(${v}, 11, 1) = 'T' AND ends_with(${v}, 'Z') THEN TRY_CAST(left(${v}, 19) AS TIMESTAMP) END`;
    return `coalesce(${makeTz(plain, UTC)}, ${readTz(`sb_iso_timestamp(CAST(${v} AS VARCHAR), '${nanos ? 9 : 3}')`)})`;
  });

const ISO: readonly FunctionSpec[] = [
  scalar('from_iso8601_timestamp(varchar) -> timestamp_tz', ([text]) => isoTimestamp(text, false), exactly(timestampTz(3))),
  scalar('from_iso8601_timestamp_nanos(varchar) -> timestamp_tz', ([text]) => isoTimestamp(text, true), exactly(timestampTz(9))),
  scalar(
    'from_iso8601_date(varchar) -> date',
    ([text]) => `(DATE '1970-01-01' + CAST(sb_iso_date(CAST(${text} AS VARCHAR)) AS INTEGER))`,
  ),
  scalar('to_iso8601(date) -> varchar', ([value]) => `strftime(${value}, '%Y-%m-%d')`),
  scalar('to_iso8601(timestamp) -> varchar', ([value], { types }) => secondsText(value, digits(types[0]), 'T')),
  scalar('to_iso8601(timestamp_tz) -> varchar', ([value], { types }) =>
    bind(value, (v) => {
      const offset = `CASE WHEN ${v}.z = 'UTC' OR ${zoneOffset(v)} = 0 THEN 'Z' ELSE ${offsetText(zoneOffset(v))} END`;
      return `(${secondsText(localTime(v), digits(types[0]), 'T')} || ${offset})`;
    }),
  ),
];

const ZONES: readonly FunctionSpec[] = [
  scalar('now() -> timestamp_tz', () => makeTz(CLOCK, UTC), exactly(timestampTz(3))),
  scalar('current_timezone() -> varchar', () => UTC),
  scalar('at_timezone(timestamp_tz, varchar) -> timestamp_tz', ([value, zone]) => makeTz(instantOf(value), zone), typeOf(0)),
  scalar(
    'with_timezone(timestamp, varchar) -> timestamp_tz',
    ([value, zone]) => bind(`{t: ${value}, z: ${zone}}`, (v) => makeTz(fromLocal(`${v}.t`, `${v}.z`), `${v}.z || ''`)),
    ({ types }) => timestampTz(digits(types[0])),
  ),
];

/** `2 hours`, NULL for none. */
const counted = (count: string, unit: string) =>
  bind(count, (v) => `CASE WHEN ${v} = 1 THEN '1 ${unit}' WHEN ${v} > 1 THEN CAST(${v} AS VARCHAR) || ' ${unit}s' END`);

const DURATIONS: readonly FunctionSpec[] = [
  scalar('human_readable_seconds(double) -> varchar', ([seconds]) =>
    bind(`CAST(round(abs(${seconds})) AS BIGINT)`, (v) => {
      const steps = [
        counted(`(${v} // 604800)`, 'week'),
        counted(`(${v} // 86400 % 7)`, 'day'),
        counted(`(${v} // 3600 % 24)`, 'hour'),
        counted(`(${v} // 60 % 60)`, 'minute'),
        counted(`(${v} % 60)`, 'second'),
      ];
      return `CASE WHEN ${v} = 0 THEN '0 seconds' WHEN ${v} > 0 THEN concat_ws(', ', ${steps.join(', ')}) END`;
    }),
  ),
  scalar(
    'parse_duration(varchar) -> interval_day_second',
    ([text]) => `to_microseconds(CAST(sb_duration(CAST(${text} AS VARCHAR)) AS BIGINT) * 1000)`,
  ),
  scalar('to_milliseconds(interval_day_second) -> bigint', ([value]) => `(epoch_us(${value}) // 1000)`),
];

/** The date and time functions of Trino. Source: the date and time page of its documentation. Formats are in date-formats.ts. */
export const DATE_FUNCTIONS: readonly FunctionSpec[] = [
  ...FIELD_FUNCTIONS,
  ...TRUNCATED,
  ...ADDED,
  ...COUNTED,
  ...LAST_DAYS,
  ...UNIX,
  ...ISO,
  ...ZONES,
  ...DURATIONS,
];
