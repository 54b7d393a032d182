import { duckType, type RowField, type TrinoType, UNKNOWN } from '../types.ts';
import { type FunctionSpec, scalar } from './function-spec.ts';
import { hasNull } from './list-sql.ts';
import { bind, bindAll, inlined, unused } from '../sql-parts.ts';

/** `all_match` and its like: the verdict where one element decides, else NULL where the lambda gave NULL, else the other verdict. */
function matching(name: string, deciding: boolean, verdict: boolean): FunctionSpec {
  const word = (value: boolean) => (value ? 'TRUE' : 'FALSE');
  return scalar(`${name}(array(T), function(T, boolean)) -> boolean`, ([list, test]) =>
    bind(
      `list_transform(${list}, ${test})`,
      (v) =>
        `CASE WHEN ${v} IS NULL THEN NULL WHEN list_contains(${v}, ${word(deciding)}) THEN ${word(verdict)} WHEN ${hasNull(v)} THEN NULL ELSE ${word(!verdict)} END`,
    ),
  );
}

/**
 * The state goes along in the list, since DuckDB's `list_reduce` wants it to be of the elements' type.
 */
const reduce = scalar(
  'reduce(array(T), S, function(S, T, S), function(S, R)) -> R',
  ([list, start, step, last], { bindings }) => {
    const [element, state] = [duckType(bindings.get('T') ?? UNKNOWN), duckType(bindings.get('S') ?? UNKNOWN)];
    const x = unused(list, start, step);
    const [left, right] = [`${x}s`, `${x}e`];
    const items = `list_transform(${list}, lambda ${x}: {s: CAST(NULL AS ${state}), e: ${x}})`;
    const none = `CAST(NULL AS ${element})`;
    const next = `{s: CAST(${inlined(step, `${left}.s`, `${right}.e`)} AS ${state}), e: ${none}}`;
    const reduced = `list_reduce(${items}, lambda ${left}, ${right}: ${next}, {s: CAST(${start} AS ${state}), e: ${none}})`;
    return `list_transform([(${reduced}).s], ${last})[1]`;
  },
);

/** By insertion, each element behind those that do not come after it: the comparator needs to give what an order gives. */
const sortBy = scalar('array_sort(array(T), function(T, T, bigint)) -> array(T)', ([list, compare], { bindings }) => {
  const element = duckType(bindings.get('T') ?? UNKNOWN);
  const x = unused(list, compare);
  const [left, right, each, sorted] = [`${x}s`, `${x}e`, `${x}x`, `${x}v`];
  const items = `list_transform(${list}, lambda ${x}: {s: CAST(NULL AS ${element}[]), e: ${x}})`;
  const before = `len(list_filter(${left}.s, lambda ${each}: ${inlined(compare, each, `${right}.e`)} <= 0))`;
  const next = `list_transform([{n: ${before}, s: ${left}.s}], lambda ${sorted}: ${sorted}.s[1:${sorted}.n] || [${right}.e] || ${sorted}.s[${sorted}.n + 1:])[1]`;
  const none = `CAST(NULL AS ${element})`;
  return `(list_reduce(${items}, lambda ${left}, ${right}: {s: ${next}, e: ${none}}, {s: CAST([] AS ${element}[]), e: ${none}})).s`;
});

const zipWith = scalar('zip_with(array(T), array(U), function(T, U, R)) -> array(R)', ([left, right, combine]) =>
  bindAll([left, right], (a, b) => {
    const x = unused(a, b, combine);
    const body = inlined(combine, `${a}[${x}]`, `${b}[${x}]`);
    return `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN list_transform(range(1, greatest(len(${a}), len(${b})) + 1), lambda ${x}: ${body}) END`;
  }),
);

function zip(count: number): FunctionSpec {
  const letters = ['A', 'B', 'C', 'D', 'E'].slice(0, count);
  const rows = ({ types }: { types: readonly TrinoType[] }): TrinoType => {
    const fields: RowField[] = types.slice(0, count).map((type) => ({ type: type.kind === 'array' ? type.element : UNKNOWN }));
    return { kind: 'array', element: { kind: 'row', fields } };
  };
  return scalar(
    `zip(${letters.map((letter) => `array(${letter})`).join(', ')}) -> any`,
    (lists) =>
      bindAll(lists, (...values) => {
        const x = unused(...values);
        const fields = values.map((value, at) => `field${at} := ${value}[${x}]`).join(', ');
        const longest = `greatest(${values.map((value) => `len(${value})`).join(', ')})`;
        return `CASE WHEN ${values.map((value) => `${value} IS NOT NULL`).join(' AND ')} THEN list_transform(range(1, ${longest} + 1), lambda ${x}: struct_pack(${fields})) END`;
      }),
    rows,
  );
}

/** The functions of arrays that take a lambda, which arrives as DuckDB's `lambda x: …`; and `zip`. */
export const ARRAY_LAMBDA_FUNCTIONS: readonly FunctionSpec[] = [
  matching('all_match', false, false),
  matching('any_match', true, true),
  matching('none_match', true, false),
  scalar('filter(array(T), function(T, boolean)) -> array(T)', ([list, test]) => `list_filter(${list}, ${test})`),
  scalar('transform(array(T), function(T, R)) -> array(R)', ([list, change]) => `list_transform(${list}, ${change})`),
  reduce,
  sortBy,
  zipWith,
  ...[2, 3, 4, 5].map(zip),
];
