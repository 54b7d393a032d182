import { arrayOf, duckType, type TrinoType, UNKNOWN, VARCHAR } from '../types.ts';
import { ARRAY_LAMBDA_FUNCTIONS } from './array-lambdas.ts';
import { type FunctionSpec, scalar } from './function-spec.ts';
import { distinctList, hasNull, holds } from './list-sql.ts';
import { SEQUENCE_FUNCTIONS } from './sequences.ts';
import { bind, bindAll, unused } from '../sql-parts.ts';

const elementOf = (type: TrinoType | undefined): TrinoType => (type?.kind === 'array' ? type.element : UNKNOWN);
const listType = (type: TrinoType): string => `${duckType(type)}[]`;

/** Greatest or least of a list; NULL where one of its elements is. */
const extreme = (name: string) => (list: string) => bind(list, (v) => `CASE WHEN NOT ${hasNull(v)} THEN ${name}(${v}) END`);

const joinTexts = (list: string, separator: string) =>
  bindAll(
    [list, separator],
    (v, by) => `CASE WHEN ${v} IS NOT NULL AND ${by} IS NOT NULL THEN coalesce(array_to_string(${v}, ${by}), '') END`,
  );

const SETS: readonly FunctionSpec[] = [
  scalar('array_distinct(array(T)) -> array(T)', ([list]) => bind(list, distinctList)),
  scalar('array_intersect(array(T), array(T)) -> array(T)', ([a, b]) =>
    bindAll([a, b], (left, right) => {
      const x = unused(left, right);
      const both = bind(`list_filter(${left}, lambda ${x}: ${holds(right, x)})`, distinctList);
      return `CASE WHEN ${right} IS NOT NULL THEN ${both} END`;
    }),
  ),
  scalar('array_except(array(T), array(T)) -> array(T)', ([a, b]) =>
    bindAll([a, b], (left, right) => {
      const x = unused(left, right);
      const rest = bind(`list_filter(${left}, lambda ${x}: NOT ${holds(right, x)})`, distinctList);
      return `CASE WHEN ${right} IS NOT NULL THEN ${rest} END`;
    }),
  ),
  scalar('array_union(array(T), array(T)) -> array(T)', ([a, b], { types }) =>
    bind(`CAST(${a} || ${b} AS ${duckType(types[0])})`, distinctList),
  ),
  scalar('arrays_overlap(array(T), array(T)) -> boolean', ([a, b]) =>
    bindAll([a, b], (left, right) => {
      const unsure = `len(${left}) > 0 AND len(${right}) > 0 AND (${hasNull(left)} OR ${hasNull(right)})`;
      return `CASE WHEN ${left} IS NULL OR ${right} IS NULL THEN NULL WHEN list_has_any(${left}, ${right}) THEN TRUE WHEN ${unsure} THEN NULL ELSE FALSE END`;
    }),
  ),
];

const SEARCHES: readonly FunctionSpec[] = [
  scalar('contains(array(T), T) -> boolean', ([list, value]) =>
    bindAll(
      [list, value],
      (v, x) =>
        `CASE WHEN ${v} IS NULL OR ${x} IS NULL THEN NULL WHEN list_contains(${v}, ${x}) THEN TRUE WHEN ${hasNull(v)} THEN NULL ELSE FALSE END`,
    ),
  ),
  scalar('contains_sequence(array(T), array(T)) -> boolean', ([list, part]) =>
    bindAll([list, part], (v, p) => {
      const x = unused(v, p);
      return `CASE WHEN ${v} IS NULL OR ${p} IS NULL THEN NULL ELSE list_contains(list_transform(range(1, len(${v}) - len(${p}) + 2), lambda ${x}: ${v}[${x}:${x} + len(${p}) - 1] = ${p}), TRUE) END`;
    }),
  ),
  scalar('array_position(array(T), T) -> bigint', ([list, value]) =>
    bindAll(
      [list, value],
      (v, x) => `CASE WHEN ${v} IS NOT NULL AND ${x} IS NOT NULL THEN CAST(coalesce(list_position(${v}, ${x}), 0) AS BIGINT) END`,
    ),
  ),
  scalar('array_remove(array(T), T) -> array(T)', ([list, value]) =>
    bindAll([list, value], (v, x) => {
      const each = unused(v, x);
      return `CASE WHEN ${x} IS NOT NULL THEN list_filter(${v}, lambda ${each}: ${each} IS DISTINCT FROM ${x}) END`;
    }),
  ),
  scalar('element_at(array(T), bigint) -> T', ([list, index], context) => {
    const at = context.constant(1);
    const zero = context.fail('SQL array indices start at 1', context.bindings.get('T') ?? UNKNOWN);
    if (at !== undefined && at !== '0') return `(${list})[${index}]`;
    return bindAll([list, index], (v, i) => `CASE WHEN ${v} IS NOT NULL AND ${i} = 0 THEN ${zero} ELSE ${v}[${i}] END`);
  }),
  scalar('array_max(array(T)) -> T', ([list]) => extreme('list_max')(list)),
  scalar('array_min(array(T)) -> T', ([list]) => extreme('list_min')(list)),
  ...['array', 'map'].map((kind) =>
    scalar(`cardinality(${kind}(${kind === 'map' ? 'K, V' : 'T'})) -> bigint`, ([value]) =>
      kind === 'map' ? `CAST(cardinality(${value}) AS BIGINT)` : `len(${value})`,
    ),
  ),
];

const SLICES: readonly FunctionSpec[] = [
  scalar('slice(array(T), bigint, bigint) -> array(T)', ([list, start, length], { fail, types }) =>
    bindAll([list, start, length], (v, from, count) => {
      const first = `(CASE WHEN ${from} < 0 THEN len(${v}) + ${from} + 1 ELSE ${from} END)`;
      const wrong = `WHEN ${from} = 0 THEN ${fail('SQL array indices start at 1', types[0])} WHEN ${count} < 0 THEN ${fail('length must be greater than or equal to 0', types[0])}`;
      return `CASE WHEN ${v} IS NULL OR ${from} IS NULL OR ${count} IS NULL THEN NULL ${wrong} WHEN ${first} < 1 OR ${first} > len(${v}) OR ${count} = 0 THEN ${v}[2:1] ELSE ${v}[${first}:least(${first} + ${count} - 1, len(${v}))] END`;
    }),
  ),
  scalar('trim_array(array(T), bigint) -> array(T)', ([list, count], { fail, types }) =>
    bindAll([list, count], (v, n) => {
      const wrong = `WHEN ${n} < 0 THEN ${fail('size must not be negative', types[0])} WHEN ${n} > len(${v}) THEN ${fail('size must not exceed array cardinality', types[0])}`;
      return `CASE WHEN ${v} IS NULL OR ${n} IS NULL THEN NULL ${wrong} WHEN ${n} = len(${v}) THEN ${v}[2:1] ELSE ${v}[1:len(${v}) - ${n}] END`;
    }),
  ),
  scalar('ngrams(array(T), bigint) -> array(array(T))', ([list, size], { fail, result }) =>
    bindAll([list, size], (v, n) => {
      const x = unused(v, n);
      return `CASE WHEN ${n} <= 0 THEN ${fail('N must be positive', result)} WHEN ${v} IS NOT NULL THEN list_transform(range(1, greatest(len(${v}) - ${n} + 2, 2)), lambda ${x}: ${v}[${x}:${x} + ${n} - 1]) END`;
    }),
  ),
  scalar('combinations(array(T), bigint) -> array(array(T))', (_, { refuse }) =>
    refuse('join UNNEST(x) WITH ORDINALITY with itself on a.n < b.n'),
  ),
];

const BUILT: readonly FunctionSpec[] = [
  scalar(
    'concat(array(T), array(T)...) -> array(T)',
    (lists, { types }) => `CAST(${lists.join(' || ')} AS ${duckType(types[0])})`,
  ),
  scalar('concat(array(T), T) -> array(T)', ([list, value]) =>
    bind(list, (v) => `CASE WHEN ${v} IS NOT NULL THEN list_append(${v}, ${value}) END`),
  ),
  scalar('concat(T, array(T)) -> array(T)', ([value, list]) =>
    bind(list, (v) => `CASE WHEN ${v} IS NOT NULL THEN list_prepend(${value}, ${v}) END`),
  ),
  scalar('flatten(array(array(T))) -> array(T)', ([lists]) => `flatten(${lists})`),
  scalar('reverse(array(T)) -> array(T)', ([list]) => `list_reverse(${list})`),
  scalar('repeat(T, bigint) -> array(T)', ([value, count], { types, fail }) =>
    bind(count, (n) => {
      const negative = fail('count argument of repeat function must be greater than or equal to 0', arrayOf(types[0]));
      return `CASE WHEN ${n} < 0 THEN ${negative} WHEN ${n} IS NOT NULL THEN list_resize(CAST([] AS ${listType(types[0])}), ${n}, ${value}) END`;
    }),
  ),
  scalar('shuffle(array(T)) -> array(T)', ([list]) => {
    const x = unused(list);
    return `list_transform(list_sort(list_transform(${list}, lambda ${x}: {r: random(), e: ${x}})), lambda ${x}: ${x}.e)`;
  }),
  scalar('array_sort(array(T)) -> array(T)', ([list]) => `list_sort(${list}, 'ASC', 'NULLS LAST')`),
  scalar('array_join(array(T), varchar) -> varchar', ([list, separator], { types, cast }) => {
    const x = unused(list);
    return joinTexts(`list_transform(${list}, lambda ${x}: ${cast(x, elementOf(types[0]), VARCHAR)})`, separator);
  }),
  scalar('array_join(array(T), varchar, varchar) -> varchar', ([list, separator, missing], { types, cast }) =>
    bind(missing, (word) => {
      const x = unused(list, word);
      return joinTexts(
        `list_transform(${list}, lambda ${x}: coalesce(${cast(x, elementOf(types[0]), VARCHAR)}, ${word}))`,
        separator,
      );
    }),
  ),
];

/** The array functions of Trino. Source: the array page of its documentation. */
export const ARRAY_FUNCTIONS: readonly FunctionSpec[] = [
  ...SETS,
  ...SEARCHES,
  ...SLICES,
  ...BUILT,
  ...SEQUENCE_FUNCTIONS,
  ...ARRAY_LAMBDA_FUNCTIONS,
];
