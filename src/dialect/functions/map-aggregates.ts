import { duckType } from '../types.ts';
import { aggregate, type FunctionSpec } from './function-spec.ts';
import { mapOfAll, mapOfFirst } from './list-sql.ts';
import { bind, unused } from '../sql-parts.ts';

const pair = (key: string, value: string) => `{k: ${key}, v: ${value}}`;

/** The pairs that have a key; NULL where none has. */
function gathered(pairs: string): string {
  const each = unused(pairs);
  return bind(`list_filter(${pairs}, lambda ${each}: ${each}.k IS NOT NULL)`, (v) => `CASE WHEN len(${v}) > 0 THEN ${v} END`);
}

/** The entries of maps, as pairs; NULL where every map is. */
function united(maps: string): string {
  const each = unused(maps);
  return bind(
    maps,
    (v) =>
      `CASE WHEN list_count(${v}) > 0 THEN list_transform(flatten(${v}), lambda ${each}: {k: ${each}.key, v: ${each}.value}) END`,
  );
}

/** Aggregates that give maps. Of two values of one key Trino keeps any: here it is the first. */
export const MAP_AGGREGATES: readonly FunctionSpec[] = [
  aggregate(
    'histogram(K) -> map(K, bigint)',
    ([value], { aggregate: call, result }) => `CAST(${call('histogram', value)} AS ${duckType(result)})`,
  ),
  aggregate('map_agg(K, V) -> map(K, V)', ([key, value], { aggregate: call }) =>
    mapOfFirst(gathered(call('array_agg', pair(key, value)))),
  ),
  aggregate('multimap_agg(K, V) -> map(K, array(V))', ([key, value], { aggregate: call }) =>
    mapOfAll(gathered(call('array_agg', pair(key, value)))),
  ),
  aggregate('map_union(map(K, V)) -> map(K, V)', ([map], { aggregate: call }) =>
    mapOfFirst(united(call('array_agg', `map_entries(${map})`))),
  ),
];
