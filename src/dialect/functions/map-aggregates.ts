import { duckType } from '../types.ts';
import { aggregate, type FunctionSpec } from './function-spec.ts';
import { mapOfAll, mapOfFirst } from './list-sql.ts';

const pair = (key: string, value: string) => `{k: ${key}, v: ${value}}`;

/** Aggregates that give maps. Of two values of one key Trino keeps any: here it is the first. */
export const MAP_AGGREGATES: readonly FunctionSpec[] = [
  aggregate(
    'histogram(K) -> map(K, bigint)',
    ([value], { aggregate: call, result }) => `CAST(${call('histogram', value)} AS ${duckType(result)})`,
  ),
  aggregate('map_agg(K, V) -> map(K, V)', ([key, value], { aggregate: call }) => mapOfFirst(call('array_agg', pair(key, value)))),
  aggregate('multimap_agg(K, V) -> map(K, array(V))', ([key, value], { aggregate: call }) =>
    mapOfAll(call('array_agg', pair(key, value))),
  ),
  aggregate('map_union(map(K, V)) -> map(K, V)', ([map], { aggregate: call }) =>
    mapOfFirst(`list_transform(flatten(${call('array_agg', `map_entries(${map})`)}), lambda l0: {k: l0.key, v: l0.value})`),
  ),
];
