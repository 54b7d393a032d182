import { bind, unused } from '../sql-parts.ts';

/** SQL over DuckDB's lists. Arguments are names or short; NULL lists give NULL. */

/** The list with each value once, NULL too, in the order of their first places. */
export function distinctList(list: string): string {
  const item = unused(list);
  const place = `${item}i`;
  return `CASE WHEN len(list_distinct(${list})) = len(${list}) THEN ${list} ELSE list_filter(${list}, lambda ${item}, ${place}: list_position(${list}, ${item}) = ${place}) END`;
}

export const hasNull = (list: string): string => `(list_count(${list}) < len(${list}))`;

/** Whether the list has the value, where NULL is one too. */
export function holds(list: string, value: string): string {
  return `(list_position(${list}, ${value}) IS NOT NULL)`;
}

/** A map of a list of `{k, v}`: of two with one key the first. NULL has none. */
export function mapOfFirst(pairs: string): string {
  return bind(pairs, (list) => {
    const pair = unused(list);
    const keys = `list_transform(${list}, lambda ${pair}: ${pair}.k)`;
    return bind(`{p: ${list}, k: ${keys}}`, (v) => {
      const first = `list_filter(${v}.p, lambda ${pair}, ${pair}i: list_position(${v}.k, ${pair}.k) = ${pair}i)`;
      return `CASE WHEN ${v}.p IS NULL THEN NULL ELSE map_from_entries(CASE WHEN len(list_distinct(${v}.k)) = len(${v}.k) THEN ${v}.p ELSE ${first} END) END`;
    });
  });
}

/** A map of a list of `{k, v}` to lists: all values of a key, in their order. */
export function mapOfAll(pairs: string): string {
  return bind(pairs, (list) => {
    const pair = unused(list);
    const keys = bind(`list_transform(${list}, lambda ${pair}: ${pair}.k)`, distinctList);
    return bind(`{p: ${list}, k: ${keys}}`, (v) => {
      const own = `list_transform(list_filter(${v}.p, lambda ${pair}: ${pair}.k = ${pair}k), lambda ${pair}: ${pair}.v)`;
      return `CASE WHEN ${v}.p IS NULL THEN NULL ELSE map(${v}.k, list_transform(${v}.k, lambda ${pair}k: ${own})) END`;
    });
  });
}
