import { arrayOf, duckType, mapOf, type TrinoType, UNKNOWN } from '../types.ts';
import { type FunctionSpec, scalar } from './function-spec.ts';
import { distinctList, mapOfAll } from './list-sql.ts';
import { bind, bindAll, inlined, unused } from '../sql-parts.ts';

type RowType = Extract<TrinoType, { kind: 'row' }>;

/** Types of the key and the value of `array(row(K, V))`; undefined where the row has not two fields. */
function pairTypes(type: TrinoType | undefined): readonly [TrinoType, TrinoType] | undefined {
  const row = type?.kind === 'array' && type.element.kind === 'row' ? type.element.fields : [];
  const [key, value] = row;
  return row.length === 2 && key && value ? [key.type, value.type] : undefined;
}

const fromPairs =
  (value: (type: TrinoType) => TrinoType): NonNullable<FunctionSpec['type']> =>
  ({ types }) => {
    const [key, item] = pairTypes(types[0]) ?? [UNKNOWN, UNKNOWN];
    return mapOf(key, value(item));
  };

/** A list of rows of two fields as `{k, v}`, whatever the fields are called. */
function pairsOf(rows: string, type: TrinoType | undefined, refuse: (advice: string) => never): string {
  if (pairTypes(type) === undefined) refuse('the entries must be rows of a key and a value');
  const row = unused(rows);
  return `list_transform(${rows}, lambda ${row}: {k: struct_extract_at(${row}, 1), v: struct_extract_at(${row}, 2)})`;
}

const BUILT: readonly FunctionSpec[] = [
  scalar(
    'map() -> map(K, V)',
    () => `CAST(map() AS ${duckType(mapOf(UNKNOWN, UNKNOWN))})`,
    () => mapOf(UNKNOWN, UNKNOWN),
  ),
  scalar('map(array(K), array(V)) -> map(K, V)', ([keys, values]) => `map(${keys}, ${values})`),
  scalar(
    'map_from_entries(array(row)) -> any',
    ([rows], { types, refuse }) => {
      if (pairTypes(types[0]) === undefined) refuse('the entries must be rows of a key and a value');
      return `map_from_entries(${rows})`;
    },
    fromPairs((type) => type),
  ),
  scalar(
    'multimap_from_entries(array(row)) -> any',
    ([rows], { types, refuse }) => mapOfAll(pairsOf(rows, types[0], refuse)),
    fromPairs(arrayOf),
  ),
  scalar('map_concat(map(K, V), map(K, V), map(K, V)...) -> map(K, V)', (maps) =>
    bindAll(
      maps,
      (...all) => `CASE WHEN ${all.map((each) => `${each} IS NOT NULL`).join(' AND ')} THEN map_concat(${all.join(', ')}) END`,
    ),
  ),
];

function entryRow({ bindings }: { bindings: ReadonlyMap<string, TrinoType> }): RowType {
  return { kind: 'row', fields: [{ type: bindings.get('K') ?? UNKNOWN }, { type: bindings.get('V') ?? UNKNOWN }] };
}

const READ: readonly FunctionSpec[] = [
  scalar('element_at(map(K, V), K) -> V', ([map, key]) => `(${map})[${key}]`),
  scalar('map_keys(map(K, V)) -> array(K)', ([map]) => `map_keys(${map})`),
  scalar('map_values(map(K, V)) -> array(V)', ([map]) => `map_values(${map})`),
  scalar(
    'map_entries(map(K, V)) -> any',
    ([map]) => {
      const entry = unused(map);
      return `list_transform(map_entries(${map}), lambda ${entry}: struct_pack(field0 := ${entry}.key, field1 := ${entry}.value))`;
    },
    (context) => arrayOf(entryRow(context)),
  ),
];

/** A map whose entries are each what `entry` makes of the key and the value. */
function changed(map: string, lambda: string, entry: (body: string, item: string) => string): string {
  const item = unused(map, lambda);
  return `map_from_entries(list_transform(map_entries(${map}), lambda ${item}: ${entry(inlined(lambda, `${item}.key`, `${item}.value`), item)}))`;
}

/** DuckDB gives a value of no type for the entries of NULL. */
const unlessNull = (map: string, build: (value: string) => string) =>
  bind(map, (v) => `CASE WHEN ${v} IS NOT NULL THEN ${build(v)} END`);

const LAMBDAS: readonly FunctionSpec[] = [
  scalar('map_filter(map(K, V), function(K, V, boolean)) -> map(K, V)', ([map, test]) =>
    unlessNull(map, (v) => {
      const item = unused(v, test);
      return `map_from_entries(list_filter(map_entries(${v}), lambda ${item}: ${inlined(test, `${item}.key`, `${item}.value`)}))`;
    }),
  ),
  scalar('transform_keys(map(K, V), function(K, V, R)) -> map(R, V)', ([map, change]) =>
    unlessNull(map, (v) => changed(v, change, (body, item) => `{key: ${body}, value: ${item}.value}`)),
  ),
  scalar('transform_values(map(K, V), function(K, V, R)) -> map(K, R)', ([map, change]) =>
    unlessNull(map, (v) => changed(v, change, (body, item) => `{key: ${item}.key, value: ${body}}`)),
  ),
  scalar('map_zip_with(map(K, V), map(K, W), function(K, V, W, R)) -> map(K, R)', ([left, right, combine]) =>
    bindAll([left, right], (a, b) =>
      bind(`map_keys(${a}) || map_keys(${b})`, (keys) => {
        const key = unused(a, b, keys, combine);
        const values = `list_transform(${distinctList(keys)}, lambda ${key}: {key: ${key}, value: ${inlined(combine, key, `${a}[${key}]`, `${b}[${key}]`)}})`;
        return `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN map_from_entries(${values}) END`;
      }),
    ),
  ),
];

/** The map functions of Trino; those of aggregates are in map-aggregates.ts. Source: the map page of its documentation. */
export const MAP_FUNCTIONS: readonly FunctionSpec[] = [...BUILT, ...READ, ...LAMBDAS];
