import { BIGINT, DOUBLE, duckType, isInteger, type TrinoType } from '../types.ts';
import { type Args, type CallContext, type FunctionSpec, scalar } from './function-spec.ts';
import { checked, host } from './host-call.ts';
import { bindAll } from '../sql-parts.ts';

const NAN = "CAST('NaN' AS DOUBLE)";
const INFINITY = "CAST('Infinity' AS DOUBLE)";

/** A function of one double; `nan` is where it has no value, which Trino gives as NaN and DuckDB refuses. */
function double(name: string, sql: (value: string) => string, nan?: (value: string) => string): FunctionSpec {
  return scalar(`${name}(double) -> double`, ([arg], { once }) =>
    once(arg, (value) => (nan ? `CASE WHEN ${nan(value)} THEN ${NAN} ELSE ${sql(value)} END` : sql(value))),
  );
}

const infinite = (value: string): string => `isinf(${value})`;
const outside = (value: string): string => `abs(${value}) > 1`;

/** A logarithm: of zero it is minus infinity, of less it is NaN. */
const logarithm = (name: string, value: string): string =>
  `CASE WHEN ${value} = 0 THEN -${INFINITY} WHEN ${value} < 0 THEN ${NAN} ELSE ${name}(${value}) END`;

const INTEGERS = ['tinyint', 'smallint', 'integer', 'bigint'] as const;

/** Source: the mathematical functions page of Trino's documentation. */
export const MATH_FUNCTIONS: readonly FunctionSpec[] = [
  scalar(
    'abs(number) -> number',
    ([value]) => `abs(${value})`,
    ({ types }) => types[0],
  ),
  scalar('mod(number, number) -> number', remainder, ({ types }) => remainderType(types[0], types[1])),
  double('cbrt', (value) => `cbrt(${value})`),
  double(
    'sqrt',
    (value) => `sqrt(${value})`,
    (value) => `${value} < 0`,
  ),
  double('exp', (value) => `exp(${value})`),
  double('ln', (value) => logarithm('ln', value)),
  double('log2', (value) => logarithm('log2', value)),
  double('log10', (value) => logarithm('log10', value)),
  scalar('log(double, double) -> double', ([base, value]) =>
    bindAll([base, value], (b, x) => `((${logarithm('ln', x)}) / (${logarithm('ln', b)}))`),
  ),
  ...['power', 'pow'].map((name) =>
    scalar(`${name}(double, double) -> double`, ([base, exponent]) => `pow(${base}, ${exponent})`),
  ),
  ...['sin', 'cos', 'tan'].map((name) => double(name, (value) => `${name}(${value})`, infinite)),
  ...['asin', 'acos'].map((name) => double(name, (value) => `${name}(${value})`, outside)),
  ...['atan', 'sinh', 'cosh', 'tanh', 'degrees', 'radians'].map((name) => double(name, (value) => `${name}(${value})`)),
  scalar('atan2(double, double) -> double', ([y, x]) => `atan2(${y}, ${x})`),
  scalar('pi() -> double', () => 'pi()'),
  scalar('e() -> double', () => 'CAST(2.718281828459045e0 AS DOUBLE)'),
  scalar('infinity() -> double', () => INFINITY),
  scalar('nan() -> double', () => NAN),
  scalar('is_finite(double) -> boolean', ([value]) => `isfinite(${value})`),
  scalar('is_infinite(double) -> boolean', ([value]) => `isinf(${value})`),
  scalar('is_nan(double) -> boolean', ([value]) => `isnan(${value})`),
  ...['rand', 'random'].flatMap(randoms),
  scalar('width_bucket(double, double, double, bigint) -> bigint', widthBucket),
  scalar('width_bucket(double, array(double)) -> bigint', ([value, bins], context) =>
    bindAll([value, bins], (x, list) => binOf(x, list, context)),
  ),
  scalar('to_base(bigint, bigint) -> varchar', ([value, radix], context) => checked(host('sb_to_base', value, radix), context)),
  scalar('from_base(varchar, bigint) -> bigint', ([text, radix]) => `CAST(${host('sb_from_base', text, radix)} AS BIGINT)`),
  scalar('cosine_similarity(map(varchar, double), map(varchar, double)) -> double', ([left, right]) =>
    bindAll([left, right], (a, b) =>
      cosine(
        `map_keys(${a})`,
        (key) => [`${a}[${key}]`, `coalesce(${b}[${key}], 0)`],
        norm(`map_values(${a})`),
        norm(`map_values(${b})`),
      ),
    ),
  ),
  scalar('cosine_similarity(array(double), array(double)) -> double', ([left, right], context) =>
    bindAll(
      [left, right],
      (a, b) =>
        `CASE WHEN len(${a}) <> len(${b}) THEN ${context.fail('The arguments must have the same length', DOUBLE)} ELSE ${cosine(`range(1, len(${a}) + 1)`, (at) => [`${a}[${at}]`, `${b}[${at}]`], norm(a), norm(b))} END`,
    ),
  ),
  wilson('lower', '-'),
  wilson('upper', '+'),
];

/** Where a member is NULL, so is the sum of the products. */
function cosine(keys: string, members: (key: string) => [string, string], leftNorm: string, rightNorm: string): string {
  const [a, b] = members('cs_k');
  return `(${total(`list_transform(${keys}, lambda cs_k: ${a} * ${b})`)} / (${leftNorm} * ${rightNorm}))`;
}

const norm = (values: string): string => `sqrt(${total(`list_transform(${values}, lambda cs_x: cs_x * cs_x)`)})`;
const total = (values: string): string => `list_reduce(${values}, lambda cs_a, cs_b: cs_a + cs_b, CAST(0 AS DOUBLE))`;

function remainder([left, right]: Args, context: CallContext): string {
  const { result } = context;
  const type = result.kind === 'decimal' ? undefined : duckType(result);
  const [a, b] = type === undefined ? [left, right] : [`CAST(${left} AS ${type})`, `CAST(${right} AS ${type})`];
  const zero =
    result.kind === 'double' || result.kind === 'real'
      ? `CAST('NaN' AS ${duckType(result)})`
      : context.fail('Division by zero', result);
  return bindAll(
    [a, b],
    (dividend, divisor) => `CASE WHEN ${divisor} = 0 THEN ${zero} ELSE CAST(${dividend} % ${divisor} AS ${duckType(result)}) END`,
  );
}

const DIGITS: Partial<Record<TrinoType['kind'], number>> = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 };

function remainderType(left: TrinoType, right: TrinoType): TrinoType {
  const kinds = [left.kind, right.kind];
  if (kinds.includes('double')) return DOUBLE;
  if (kinds.includes('real')) return { kind: 'real' };
  if (isInteger(left) && isInteger(right)) {
    const rank = Math.max(...kinds.map((kind) => INTEGERS.findIndex((each) => each === kind)));
    return { kind: INTEGERS[rank] ?? 'bigint' };
  }
  const [a, b] = [left, right].map((type) => (type.kind === 'decimal' ? type : { precision: DIGITS[type.kind] ?? 19, scale: 0 }));
  if (!a || !b) return BIGINT;
  const scale = Math.max(a.scale, b.scale);
  return { kind: 'decimal', precision: Math.max(1, Math.min(a.precision - a.scale, b.precision - b.scale) + scale), scale };
}

function randoms(name: string): FunctionSpec[] {
  return [
    scalar(`${name}() -> double`, () => 'random()'),
    ...INTEGERS.flatMap((type) => [
      scalar(`${name}(${type}) -> ${type}`, ([bound], context) =>
        bindAll(
          [bound],
          (n) =>
            `CASE WHEN ${n} <= 0 THEN ${context.fail('bound must be positive', context.result)} ELSE CAST(floor(random() * ${n}) AS ${duckType(context.result)}) END`,
        ),
      ),
      scalar(`${name}(${type}, ${type}) -> ${type}`, ([start, stop], context) =>
        bindAll(
          [start, stop],
          (low, high) =>
            `CASE WHEN ${low} >= ${high} THEN ${context.fail('start value must be less than stop value', context.result)} ELSE CAST(${low} + floor(random() * (CAST(${high} AS DOUBLE) - ${low})) AS ${duckType(context.result)}) END`,
        ),
      ),
    ]),
  ];
}

function widthBucket([value, first, second, count]: Args, context: CallContext): string {
  const wrong = (condition: string, message: string): string => `WHEN ${condition} THEN ${context.fail(message, BIGINT)} `;
  return bindAll([value, first, second, count], (x, a, b, n) => {
    const [low, high] = [`least(${a}, ${b})`, `greatest(${a}, ${b})`];
    const bucket = `CASE WHEN ${x} < ${low} THEN 0 WHEN ${x} >= ${high} THEN ${n} + 1 ELSE CAST(floor(${n} * (${x} - ${low}) / (${high} - ${low}) + 1) AS BIGINT) END`;
    return (
      `CASE WHEN ${x} IS NULL OR ${a} IS NULL OR ${b} IS NULL OR ${n} IS NULL THEN NULL ` +
      wrong(`${n} <= 0`, 'bucketCount must be greater than 0') +
      wrong(`isnan(${x})`, 'operand must not be NaN') +
      wrong(`NOT isfinite(${a})`, 'first bound must be finite') +
      wrong(`NOT isfinite(${b})`, 'second bound must be finite') +
      wrong(`${a} = ${b}`, 'bounds cannot equal each other') +
      `WHEN ${a} > ${b} THEN ${n} + 1 - (${bucket}) ELSE ${bucket} END`
    );
  });
}

/** How many bins begin at the value or below it. */
function binOf(value: string, bins: string, context: CallContext): string {
  const wrong = (condition: string, message: string): string => `WHEN ${condition} THEN ${context.fail(message, BIGINT)} `;
  return (
    `CASE WHEN ${value} IS NULL OR ${bins} IS NULL THEN NULL ` +
    wrong(`len(${bins}) = 0`, 'Bins cannot be an empty array') +
    wrong(`isnan(${value})`, 'Operand cannot be NaN') +
    wrong(`list_sort(${bins}) <> ${bins}`, 'Bin values are not sorted in ascending order') +
    `ELSE CAST(len(list_filter(${bins}, lambda wb_x: wb_x <= ${value})) AS BIGINT) END`
  );
}

function wilson(side: 'lower' | 'upper', sign: '-' | '+'): FunctionSpec {
  return scalar(`wilson_interval_${side}(bigint, bigint, double) -> double`, ([successes, trials, score], context) =>
    bindAll([successes, trials, score], (s, n, z) => {
      const p = `(CAST(${s} AS DOUBLE) / ${n})`;
      return (
        `CASE WHEN ${s} < 0 THEN ${context.fail('number of successes must not be negative', DOUBLE)} ` +
        `WHEN ${n} <= 0 THEN ${context.fail('number of trials must be positive', DOUBLE)} ` +
        `WHEN ${s} > ${n} THEN ${context.fail('number of successes must not be larger than number of trials', DOUBLE)} ` +
        `WHEN ${z} < 0 THEN ${context.fail('z-score must not be negative', DOUBLE)} ` +
        `ELSE (${p} + ${z} * ${z} / (2 * ${n}) ${sign} ${z} * sqrt(${p} * (1 - ${p}) / ${n} + ${z} * ${z} / (4 * CAST(${n} AS DOUBLE) * ${n}))) / (1 + ${z} * ${z} / ${n}) END`
      );
    }),
  );
}
