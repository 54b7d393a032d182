import type { BillingColumn } from '../../../../core/billing/billing-column.ts';
import type { Column } from '../../../../core/json.ts';
import { identifier } from '../../sql-text.ts';
import { COLUMN_TYPES } from '../../column-types.ts';
import { isMapType } from '../json-map-sql.ts';
import { decimalOf, reconciledType } from './reconciled-type.ts';

/** A column of a relation: how its value is had from the rows of `from`. */
export type RelationColumn = {
  name: string;
  type: string;
  sql: string;
  /** Digits before the point, where they are known. */
  whole?: number;
  /** No file has it: it is NULL in every line. */
  lacking?: true;
  /** It is there, but no line has a value. */
  blank?: true;
};

/** Rows to select from (`from` is what follows FROM), and columns by their names in lower case. */
export type Relation = { from: string; columns: ReadonlyMap<string, RelationColumn>; rows: number };

export function columnMap(columns: readonly RelationColumn[]): Map<string, RelationColumn> {
  return new Map(columns.map((column) => [column.name.toLowerCase(), column]));
}

/** A column that nothing gives. */
export function lackingColumn({ name, type }: BillingColumn): RelationColumn {
  return { name, type: COLUMN_TYPES[type], sql: `CAST(NULL AS ${COLUMN_TYPES[type]})`, lacking: true };
}

/** A column as a format wants it: where a file has text in the place of numbers or times, what is none of them is NULL. */
export function asWanted(column: RelationColumn, wanted: BillingColumn['type'] | undefined): RelationColumn {
  const type = wanted === undefined ? column.type : COLUMN_TYPES[wanted];
  if (wanted === undefined || column.type === type) return column;
  if (wanted === 'number' && (decimalOf(column) !== undefined || column.type === 'DOUBLE')) return column;
  if (wanted === 'time' && column.type === 'DATE') return { ...column, type, sql: `CAST(${column.sql} AS TIMESTAMP)` };
  return { ...column, type, sql: isMapType(type) ? `CAST(NULL AS ${type})` : `TRY_CAST(${column.sql} AS ${type})` };
}

/**
 * One table of several: the columns of `order` first, then what else there is. Where relations differ in a column's type it is the
 * widest that keeps every digit; where one has it not, it is NULL.
 */
export function unionOf(
  relations: readonly Relation[],
  order: readonly BillingColumn[],
): { sql: string; columns: RelationColumn[]; rows: number } {
  const wanted = new Map(order.map((column) => [column.name.toLowerCase(), column]));
  const keys = new Set([...wanted.keys(), ...relations.flatMap(({ columns }) => [...columns.keys()])]);
  const columns = [...keys].map((key) => {
    const known = wanted.get(key);
    const found = relations.flatMap(({ columns: each }) => {
      const column = each.get(key);
      return column === undefined ? [] : [asWanted(column, known?.type)];
    });
    return known !== undefined && found.every(({ lacking }) => lacking) ? lackingColumn(known) : merged(found, known?.name);
  });
  const selects = relations.map(({ from, columns: each }) => {
    const list = columns.map((column) => item(each.get(column.name.toLowerCase()), column, wanted));
    return `SELECT ${list.join(', ')} FROM ${from}`;
  });
  return { sql: selects.join('\nUNION ALL\n'), columns, rows: relations.reduce((sum, { rows }) => sum + rows, 0) };
}

/** The relation again, as a table of its own to select from. */
export function asRelation(union: { sql: string; columns: readonly RelationColumn[]; rows: number }): Relation {
  const columns = union.columns.map((column) => ({ ...column, sql: identifier(column.name) }));
  return { from: `(${union.sql})`, columns: columnMap(columns), rows: union.rows };
}

export const plainColumns = (columns: readonly RelationColumn[]): Column[] => columns.map(({ name, type }) => ({ name, type }));

function merged(found: readonly RelationColumn[], name: string | undefined): RelationColumn {
  const there = found.filter(({ lacking }) => !lacking);
  const wholes = there.flatMap(({ whole }) => (whole === undefined ? [] : [whole]));
  return {
    name: name ?? found[0]?.name ?? '',
    type: reconciledType(there),
    sql: '',
    ...(wholes.length === there.length && wholes.length > 0 ? { whole: Math.max(...wholes) } : {}),
    ...(there.every(({ blank }) => blank) ? { blank: true } : {}),
  };
}

function item(
  column: RelationColumn | undefined,
  { name, type }: RelationColumn,
  wanted: ReadonlyMap<string, BillingColumn>,
): string {
  if (column === undefined || column.lacking) return `CAST(NULL AS ${type}) AS ${identifier(name)}`;
  const { sql, type: own } = asWanted(column, wanted.get(name.toLowerCase())?.type);
  const value = own === type ? sql : `CAST(${sql} AS ${type})`;
  return value === identifier(name) ? value : `${value} AS ${identifier(name)}`;
}
