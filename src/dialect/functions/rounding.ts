import { decimal, duckType, isInteger, MAX_PRECISION, type TrinoType } from '../types.ts';
import { type Args, type CallContext, type FunctionSpec, scalar } from './function-spec.ts';
import { host } from './host-call.ts';
import { bindAll } from '../sql-parts.ts';

/** The whole number that a decimal is rounded to may need a digit more. */
const wholeType = (type: TrinoType): TrinoType =>
  type.kind === 'decimal' ? decimal(Math.min(MAX_PRECISION, type.precision - type.scale + Math.min(type.scale, 1)), 0) : type;

const truncatedType = (type: TrinoType): TrinoType =>
  type.kind === 'decimal' ? decimal(Math.max(1, type.precision - type.scale), 0) : type;

/** An amount of data, which is a double in Athena, is shown with the places that were asked for; a decimal keeps its own. */
function roundedType(type: TrinoType, places: number): TrinoType {
  if (type.kind !== 'decimal') return type;
  const scale = type.measured && places >= 0 ? Math.min(type.scale, places) : type.scale;
  return decimal(Math.min(MAX_PRECISION, type.precision - type.scale + scale + 1), scale);
}

/** Source: the mathematical functions page of Trino's documentation: halves are rounded away from zero. */
export const ROUNDING_FUNCTIONS: readonly FunctionSpec[] = [
  ...['ceil', 'ceiling'].map((name) =>
    scalar(
      `${name}(number) -> number`,
      (args, context) => whole('ceil', args, context),
      ({ types }) => wholeType(types[0]),
    ),
  ),
  scalar(
    'floor(number) -> number',
    (args, context) => whole('floor', args, context),
    ({ types }) => wholeType(types[0]),
  ),
  scalar(
    'round(number) -> number',
    (args, context) => whole('round', args, context),
    ({ types }) => wholeType(types[0]),
  ),
  scalar('round(number, bigint) -> number', roundTo, ({ types: [type], constant }) => roundedType(type, Number(constant(1)))),
  scalar(
    'truncate(number) -> number',
    (args, context) => whole('trunc', args, context),
    ({ types }) => truncatedType(types[0]),
  ),
  scalar('truncate(number, bigint) -> number', truncateTo, ({ types }) => types[0]),
  scalar(
    'sign(number) -> number',
    ([value], { once, types: [type], result }) =>
      type.kind === 'double' || type.kind === 'real'
        ? once(value, (x) => `CASE WHEN isnan(${x}) THEN ${x} ELSE CAST(sign(${x}) AS ${duckType(type)}) END`)
        : `CAST(sign(${value}) AS ${duckType(result)})`,
    ({ types: [type] }) => (type.kind === 'decimal' ? decimal(1, 0) : type),
  ),
];

function whole(name: string, [value]: Args, { types: [type], result }: CallContext): string {
  return isInteger(type) ? value : `CAST(${name}(${value}) AS ${duckType(result)})`;
}

function roundTo([value, places]: Args, context: CallContext): string {
  const { types, result, constant } = context;
  const [type] = types;
  const known = constant(1);
  if (isInteger(type)) {
    if (known !== undefined && Number(known) >= 0) return value;
    return `CAST(${host('sb_round_integer', value, `least(${places}, 0)`)} AS ${duckType(result)})`;
  }
  if (type.kind === 'decimal') {
    if (known !== undefined) return `CAST(round(${value}, ${known}) AS ${duckType(result)})`;
    return `CAST(${host('sb_decimal_places', value, places, "'round'")} AS ${duckType(result)})`;
  }
  const rounded = (x: string): string => {
    if (known !== undefined && Number(known) >= 0) return `round(${x}, ${known})`;
    return bindAll([x, places], (value, n) => `(round(${value} * pow(10, ${n})) / pow(10, ${n}))`);
  };
  return type.kind === 'real' ? `CAST(${rounded(`CAST(${value} AS DOUBLE)`)} AS REAL)` : rounded(value);
}

function truncateTo([value, places]: Args, context: CallContext): string {
  const { types, result } = context;
  if (types[0].kind !== 'decimal')
    return context.refuse('cast the number to a decimal first, as in truncate(CAST(x AS decimal(18, 4)), 2)');
  return `CAST(${host('sb_decimal_places', value, places, "'truncate'")} AS ${duckType(result)})`;
}
