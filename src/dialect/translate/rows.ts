import { duckType, quoteName } from '../types.ts';
import type { QueryColumn } from './translation.ts';

/** Rows of SQL values as a query with those columns; no rows give an empty table of the same columns. */
export function valuesSql(rows: readonly (readonly string[])[], columns: readonly QueryColumn[]): string {
  const names = columns.map(({ column }) => quoteName(column)).join(', ');
  const nothing = columns.map(({ column, type }) => `CAST(NULL AS ${duckType(type)}) AS ${quoteName(column)}`).join(', ');
  if (rows.length === 0) return `SELECT ${nothing} WHERE FALSE`;
  return `SELECT * FROM (VALUES ${rows.map((row) => `(${row.join(', ')})`).join(', ')}) AS v(${names})`;
}
