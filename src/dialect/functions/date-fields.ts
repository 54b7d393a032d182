import { type FunctionSpec, scalar } from './function-spec.ts';
import { bind } from '../sql-parts.ts';
import { localTime, zoneOffset } from './time-zones.ts';

type Field = { names: readonly string[]; of: (value: string) => string };

const part = (name: string) => (value: string) => `date_part('${name}', ${value})`;

const DAY_FIELDS: readonly Field[] = [
  { names: ['year'], of: part('year') },
  { names: ['quarter'], of: part('quarter') },
  { names: ['month'], of: part('month') },
  { names: ['week', 'week_of_year'], of: part('week') },
  { names: ['year_of_week', 'yow'], of: part('isoyear') },
  { names: ['day', 'day_of_month'], of: part('day') },
  { names: ['day_of_week', 'dow'], of: part('isodow') },
  { names: ['day_of_year', 'doy'], of: part('dayofyear') },
];
const CLOCK_FIELDS: readonly Field[] = [
  { names: ['hour'], of: part('hour') },
  { names: ['minute'], of: part('minute') },
  { names: ['second'], of: part('second') },
  { names: ['millisecond'], of: (value) => `(date_part('millisecond', ${value}) % 1000)` },
];

const months = (value: string) => `(date_part('year', ${value}) * 12 + date_part('month', ${value}))`;

/** Fields of intervals, which DuckDB keeps in months, days and microseconds that it does not carry over. */
const INTERVAL_FIELDS: readonly FunctionSpec[] = [
  scalar('year(interval_year_month) -> bigint', ([value], { once }) => once(value, (v) => `(${months(v)} // 12)`)),
  scalar('month(interval_year_month) -> bigint', ([value], { once }) => once(value, (v) => `(${months(v)} % 12)`)),
  ...['day', 'day_of_month'].map((name) =>
    scalar(`${name}(interval_day_second) -> bigint`, ([value]) => `(epoch_us(${value}) // 86400000000)`),
  ),
  scalar('hour(interval_day_second) -> bigint', ([value]) => `(epoch_us(${value}) // 3600000000 % 24)`),
  scalar('minute(interval_day_second) -> bigint', ([value]) => `(epoch_us(${value}) // 60000000 % 60)`),
  scalar('second(interval_day_second) -> bigint', ([value]) => `(epoch_us(${value}) // 1000000 % 60)`),
  scalar('millisecond(interval_day_second) -> bigint', ([value]) => `(epoch_us(${value}) // 1000 % 1000)`),
];

function fields(kind: string, all: readonly Field[], wall: (value: string) => string = (value) => value): FunctionSpec[] {
  return all.flatMap(({ names, of }) => names.map((name) => scalar(`${name}(${kind}) -> bigint`, ([value]) => of(wall(value)))));
}

/** `year(x)`, `day_of_week(x)` … and EXTRACT, which calls them. Weeks are those of ISO 8601, days of the week 1 (Monday) to 7. */
export const FIELD_FUNCTIONS: readonly FunctionSpec[] = [
  ...fields('date', DAY_FIELDS),
  ...fields('timestamp', [...DAY_FIELDS, ...CLOCK_FIELDS]),
  ...fields('timestamp_tz', [...DAY_FIELDS, ...CLOCK_FIELDS], localTime),
  ...fields('time', CLOCK_FIELDS),
  ...INTERVAL_FIELDS,
  scalar('timezone_hour(timestamp_tz) -> bigint', ([value]) => bind(value, (v) => `(${zoneOffset(v)} // 3600)`)),
  scalar('timezone_minute(timestamp_tz) -> bigint', ([value]) => bind(value, (v) => `(${zoneOffset(v)} // 60 % 60)`)),
];
