import { type FunctionSpec, window } from './function-spec.ts';

const RANKS = [
  'row_number() -> bigint',
  'rank() -> bigint',
  'dense_rank() -> bigint',
  'percent_rank() -> double',
  'cume_dist() -> double',
];
const VALUES = [
  'ntile(bigint) -> bigint',
  'first_value(T) -> T',
  'last_value(T) -> T',
  'nth_value(T, bigint) -> T',
  'lag(T) -> T',
  'lag(T, bigint) -> T',
  'lag(T, bigint, T) -> T',
  'lead(T) -> T',
  'lead(T, bigint) -> T',
  'lead(T, bigint, T) -> T',
];

/** A function of the same name and meaning in DuckDB. Literals that Trino refuses are refused. */
function same(text: string): FunctionSpec {
  const name = text.slice(0, text.indexOf('('));
  const least = name === 'lag' || name === 'lead' ? 0 : 1;
  return window(text, (args, { aggregate, constant, invalid }) => {
    const number = constant(name === 'ntile' ? 0 : 1);
    if (number !== undefined && Number(number) < least) invalid(`The number of ${name} must be at least ${least}, not ${number}`);
    return aggregate(name, ...args);
  });
}

/** The window functions of Trino. Source: the window page of its documentation. */
export const WINDOW_FUNCTIONS: readonly FunctionSpec[] = [...RANKS, ...VALUES].map(same);
