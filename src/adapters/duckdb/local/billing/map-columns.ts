import { text } from '../../sql-text.ts';
import { amountMap, AMOUNT_MAP_TYPE, isMapType, MAP_TYPE } from '../json-map-sql.ts';
import type { Relation, RelationColumn } from './relation.ts';

/**
 * A map of the columns that begin with a prefix, by what follows it; a column without a value is no entry. Lacking where there are none.
 * `type` is that of the map, of texts or of amounts.
 */
export function mapOfColumns(
  name: string,
  columns: Relation['columns'],
  keyOf: (column: string) => string | undefined,
  type = MAP_TYPE,
): RelationColumn {
  const found = [...columns.values()].flatMap((column) => {
    const key = column.lacking || isMapType(column.type) ? undefined : keyOf(column.name.toLowerCase());
    return key === undefined ? [] : [{ key, column }];
  });
  if (found.length === 0) return { name, type, sql: `CAST(map([], []) AS ${type})`, lacking: true };
  const entries = found
    .filter(({ column }) => !column.blank)
    .map(
      ({ key, column }) =>
        `{'k': ${text(key)}, 'v': ${column.type === 'VARCHAR' ? column.sql : `CAST(${column.sql} AS VARCHAR)`}}`,
    );
  if (entries.length === 0) return { name, type, sql: `CAST(map([], []) AS ${type})`, blank: true };
  const map = `map_from_entries(list_filter([${entries.join(', ')}], lambda entry: entry.v <> ''))`;
  return { name, type, sql: type === AMOUNT_MAP_TYPE ? amountMap(map) : map };
}

/** The name of a column for a map's key, as AWS makes one ("user_Cost Center" is user_cost_center). */
export function columnName(key: string): string {
  return key
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '_')
    .replace(/^_|_$/gu, '');
}
