import { text } from '../../sql-text.ts';
import { MAP_TYPE } from '../json-map-sql.ts';
import type { Relation, RelationColumn } from './relation.ts';

/** A map of the columns that begin with a prefix, by what follows it; a column without a value is no entry. Lacking where there are none. */
export function mapOfColumns(
  name: string,
  columns: Relation['columns'],
  keyOf: (column: string) => string | undefined,
): RelationColumn {
  const found = [...columns.values()].flatMap((column) => {
    const key = column.lacking || column.type === MAP_TYPE ? undefined : keyOf(column.name.toLowerCase());
    return key === undefined ? [] : [{ key, column }];
  });
  const type = MAP_TYPE;
  if (found.length === 0) return { name, type, sql: `CAST(map([], []) AS ${type})`, lacking: true };
  const entries = found
    .filter(({ column }) => !column.blank)
    .map(
      ({ key, column }) =>
        `{'k': ${text(key)}, 'v': ${column.type === 'VARCHAR' ? column.sql : `CAST(${column.sql} AS VARCHAR)`}}`,
    );
  if (entries.length === 0) return { name, type, sql: `CAST(map([], []) AS ${type})`, blank: true };
  return { name, type, sql: `map_from_entries(list_filter([${entries.join(', ')}], lambda entry: entry.v <> ''))` };
}

/** The name of a column for a map's key, as AWS makes one ("user_Cost Center" is user_cost_center). */
export function columnName(key: string): string {
  return key
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '_')
    .replace(/^_|_$/gu, '');
}
