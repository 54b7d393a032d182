import { duckType, type TrinoType } from '../types.ts';
import { type Args, type CallContext, type FunctionSpec, scalar } from './function-spec.ts';
import { host } from './host-call.ts';

const BITS: Partial<Record<TrinoType['kind'], number>> = { tinyint: 8, smallint: 16, integer: 32, bigint: 64 };

const SHIFTS = ['bitwise_left_shift', 'bitwise_right_shift', 'bitwise_right_shift_arithmetic'];

/** Source: the bitwise functions page of Trino's documentation. */
export const BITWISE_FUNCTIONS: readonly FunctionSpec[] = [
  scalar('bitwise_and(bigint, bigint) -> bigint', ([a, b]) => `(${a} & ${b})`),
  scalar('bitwise_or(bigint, bigint) -> bigint', ([a, b]) => `(${a} | ${b})`),
  scalar('bitwise_xor(bigint, bigint) -> bigint', ([a, b]) => `xor(${a}, ${b})`),
  scalar('bitwise_not(bigint) -> bigint', ([a]) => `(~${a})`),
  ...SHIFTS.flatMap((name) =>
    Object.keys(BITS).map((type) => scalar(`${name}(${type}, bigint) -> ${type}`, (args, context) => shift(name, args, context))),
  ),
  scalar('bit_count(bigint, bigint) -> bigint', ([value, bits]) => `CAST(${host('sb_bit_count', value, bits)} AS BIGINT)`),
];

function shift(name: string, [value, by]: Args, { types }: CallContext): string {
  return `CAST(${host('sb_shift', `'${name}'`, value, by, `${BITS[types[0].kind] ?? 64}`)} AS ${duckType(types[0])})`;
}
