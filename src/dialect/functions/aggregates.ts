import { asDecimal, type DecimalType, decimal, duckType, type TrinoType } from '../types.ts';
import { aggregate, type CallContext, type FunctionSpec } from './function-spec.ts';
import { MAP_AGGREGATES } from './map-aggregates.ts';
import { bindAll, unused } from '../sql-parts.ts';
import { STATISTICS } from './statistics.ts';
import { instantOf } from './time-zones.ts';

const first: NonNullable<FunctionSpec['type']> = ({ types }) => types[0];

/** An aggregate that DuckDB has by this name; its result is cast to Trino's type. */
function named(text: string, name: string, type?: FunctionSpec['type']): FunctionSpec {
  const build: FunctionSpec['sql'] = (args, { aggregate: call, result }) => `CAST(${call(name, ...args)} AS ${duckType(result)})`;
  return type === undefined ? aggregate(text, build) : aggregate(text, build, type);
}

/** What is counted once where two values are one to Trino: instants, whatever their zones. */
const counted = (value: string, type: TrinoType | undefined) => (type?.kind === 'timestamp_tz' ? instantOf(value) : value);

const COUNTS: readonly FunctionSpec[] = [
  aggregate('count() -> bigint', (_, { aggregate: call }) => call('count')),
  aggregate('count(any) -> bigint', ([value], { aggregate: call, types }) => call('count', counted(value, types[0]))),
  aggregate('count_if(boolean) -> bigint', ([value], { aggregate: call }) => call('count', `CASE WHEN ${value} THEN 1 END`)),
  ...['approx_distinct(any) -> bigint', 'approx_distinct(any, double) -> bigint'].map((text) =>
    // The exact number is within every error that Trino allows itself.
    aggregate(text, ([value], { aggregate: call, types }) => call('count', `DISTINCT ${counted(value, types[0])}`)),
  ),
];

/** Exact: the sum's digits divided by the count, rounded half up (away from zero) to the decimal's own scale. */
function averageDecimal(value: string, type: DecimalType, { aggregate: call }: Pick<CallContext, 'aggregate'>): string {
  const digits = `CAST(replace(CAST(${call('sum', value)} AS VARCHAR), '.', '') AS HUGEINT)`;
  return bindAll([digits, call('count', value)], (sum, count) => {
    const quotient = `CAST(CAST(sign(${sum}) AS HUGEINT) * (abs(${sum}) // ${count} + CASE WHEN 2 * (abs(${sum}) % ${count}) >= ${count} THEN 1 ELSE 0 END) AS DECIMAL(38,0))`;
    const unit = type.scale === 0 ? '1' : `CAST('0.${'0'.repeat(type.scale - 1)}1' AS DECIMAL(${type.scale},${type.scale}))`;
    return `CASE WHEN ${count} > 0 THEN CAST(${quotient} * ${unit} AS ${duckType(type)}) END`;
  });
}

const months = (interval: string) => `(date_part('year', ${interval}) * 12 + date_part('month', ${interval}))`;

const SUMS: readonly FunctionSpec[] = [
  named('sum(bigint) -> bigint', 'sum'),
  aggregate(
    'sum(decimal) -> decimal',
    ([value], { aggregate: call, result }) => `CAST(${call('sum', value)} AS ${duckType(result)})`,
    ({ types }) => decimal(38, asDecimal(types[0]).scale),
  ),
  named('sum(real) -> real', 'sum'),
  named('sum(double) -> double', 'sum'),
  aggregate(
    'sum(interval_day_second) -> interval_day_second',
    ([value], { aggregate: call }) => `to_microseconds(CAST(${call('sum', `epoch_us(${value})`)} AS BIGINT))`,
  ),
  aggregate(
    'sum(interval_year_month) -> interval_year_month',
    ([value], { aggregate: call }) => `to_months(CAST(${call('sum', months(value))} AS INTEGER))`,
  ),
  named('avg(bigint) -> double', 'avg'),
  aggregate('avg(decimal) -> decimal', ([value], context) => averageDecimal(value, asDecimal(context.types[0]), context), first),
  named('avg(real) -> real', 'avg'),
  named('avg(double) -> double', 'avg'),
  aggregate(
    'avg(interval_day_second) -> interval_day_second',
    ([value], { aggregate: call }) =>
      `to_microseconds(CAST(floor(${call('avg', `epoch_us(${value})`)} / 1000 + 0.5) AS BIGINT) * 1000)`,
  ),
  aggregate(
    'avg(interval_year_month) -> interval_year_month',
    ([value], { aggregate: call }) => `to_months(CAST(floor(${call('avg', months(value))} + 0.5) AS INTEGER))`,
  ),
];

/** `max(x, n)` and `max_by(x, y, n)`; rows whose order is NULL do not count. */
function extremes(name: 'max' | 'min'): FunctionSpec[] {
  return [
    aggregate(`${name}(T) -> T`, ([value], { aggregate: call }) => call(name, value)),
    aggregate(`${name}(T, bigint) -> array(T)`, ([value, count], { aggregate: call }) => call(name, value, count)),
    aggregate(`${name}_by(T, U) -> T`, ([value, order], { aggregate: call, types }) =>
      call(`arg_${name}_null`, value, types[1].kind === 'timestamp_tz' ? instantOf(order) : order),
    ),
    aggregate(`${name}_by(T, U, bigint) -> array(T)`, ([value, order, count], { aggregate: call }) => {
      const pairs = call(name, `CASE WHEN ${order} IS NOT NULL THEN {o: ${order}, v: ${value}} END`, count);
      const pair = unused(pairs);
      return `list_transform(${pairs}, lambda ${pair}: ${pair}.v)`;
    }),
  ];
}

const GATHERED: readonly FunctionSpec[] = [
  aggregate('any_value(T) -> T', ([value], { aggregate: call }) => call('any_value', value)),
  aggregate('arbitrary(T) -> T', ([value], { aggregate: call }) => call('any_value', value)),
  aggregate('array_agg(T) -> array(T)', ([value], { aggregate: call }) => call('array_agg', value)),
  aggregate('listagg(varchar) -> varchar', ([value], { aggregate: call }) => call('string_agg', value, "''")),
  aggregate('listagg(varchar, varchar) -> varchar', ([value, separator], { aggregate: call }) =>
    call('string_agg', value, separator),
  ),
  ...extremes('max'),
  ...extremes('min'),
];

const LOGIC: readonly FunctionSpec[] = [
  aggregate('bool_and(boolean) -> boolean', ([value], { aggregate: call }) => call('bool_and', value)),
  aggregate('every(boolean) -> boolean', ([value], { aggregate: call }) => call('bool_and', value)),
  aggregate('bool_or(boolean) -> boolean', ([value], { aggregate: call }) => call('bool_or', value)),
  ...(['and', 'or', 'xor'] as const).map((name) =>
    aggregate(`bitwise_${name}_agg(bigint) -> bigint`, ([value], { aggregate: call }) => call(`bit_${name}`, value)),
  ),
];

/** The value at the fraction `p` of the sorted values; DuckDB wants the fraction to be constant. */
function percentile(type: 'bigint' | 'double' | 'real'): FunctionSpec[] {
  const check = ({ nodes, refuse }: CallContext) => {
    const fraction = nodes[1];
    const constants = fraction?.node === 'array' ? fraction.items : fraction ? [fraction] : [];
    if (constants.some(({ node }) => node !== 'number' && node !== 'typed'))
      refuse('write the percentage as a number, such as 0.95');
  };
  return [
    aggregate(`approx_percentile(${type}, double) -> ${type}`, ([value, fraction], context) => {
      check(context);
      return context.aggregate('quantile_disc', value, fraction);
    }),
    aggregate(`approx_percentile(${type}, array(double)) -> array(${type})`, ([value, fractions], context) => {
      check(context);
      return context.aggregate('quantile_disc', value, fractions);
    }),
    ...['double', 'array(double)'].map((fraction) =>
      aggregate(`approx_percentile(${type}, double, ${fraction}) -> double`, (_, { refuse }) =>
        refuse('leave the weight out; repeat rows by CROSS JOIN UNNEST(sequence(1, weight))'),
      ),
    ),
  ];
}

const NOT_HERE: readonly (readonly [signatures: readonly string[], advice: string])[] = [
  [['checksum(any) -> varbinary'], 'compare counts and sums of the columns'],
  [['approx_most_frequent(bigint, any, bigint) -> any'], 'count by GROUP BY, and order by the count with LIMIT'],
  [
    ['approx_set(any) -> any', 'merge(any) -> any', 'empty_approx_set() -> any'],
    'use approx_distinct(x), which counts exactly here',
  ],
  [
    ['tdigest_agg(any...) -> any', 'qdigest_agg(any...) -> any', 'numeric_histogram(bigint, any...) -> any'],
    'use approx_percentile(x, p), or width_bucket(x, low, high, n) with GROUP BY',
  ],
  [['reduce_agg(T, S, function(S, T, S), function(S, S, S)) -> S'], 'use reduce(array_agg(x), start, step, last)'],
];

/** The aggregate functions of Trino. Source: the aggregate page of its documentation. */
export const AGGREGATE_FUNCTIONS: readonly FunctionSpec[] = [
  ...COUNTS,
  ...SUMS,
  ...GATHERED,
  ...LOGIC,
  ...percentile('bigint'),
  ...percentile('double'),
  ...percentile('real'),
  ...STATISTICS,
  ...MAP_AGGREGATES,
  ...NOT_HERE.flatMap(([signatures, advice]) => signatures.map((text) => aggregate(text, (_, { refuse }) => refuse(advice)))),
];
