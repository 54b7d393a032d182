import type { Cell, Column, Json } from '../../../core/json.ts';

const MAX_COLUMNS = 500;

/** The table that a list of flat enough objects is; columns in the order in which they first appear. */
export function recordsOf(value: Json): { columns: Column[]; rows: Cell[][] } | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const names = new Set<string>();
  for (const each of value) {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return undefined;
    for (const key of Object.keys(each)) names.add(key);
    if (names.size > MAX_COLUMNS) return undefined;
  }
  const columns = [...names];
  if (columns.length === 0) return undefined;
  const rows = value.map((each) => columns.map((name) => cellOf(each, name)));
  return { columns: columns.map((name) => ({ name, type: '' })), rows };
}

function cellOf(record: Json, name: string): Cell {
  if (typeof record !== 'object' || record === null || Array.isArray(record) || !Object.hasOwn(record, name)) return null;
  return record[name] ?? null;
}
