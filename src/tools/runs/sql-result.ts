import { breathe } from '../../broker/query-rows.ts';
import type { Cell, Column, Json, JsonObject } from '../../core/json.ts';

const ROWS_AT_A_TIME = 2000;

/**
 * Rows as an array of objects, cut where their JSON passes `maxBytes`. Columns of one name are kept apart as `name`, `name_2` …
 */
export async function rowsAsObjects(columns: Column[], rows: Cell[][], maxBytes: number): Promise<{ value: Json; cut: boolean }> {
  const keys = distinctKeys(columns);
  const keyBytes = keys.reduce((sum, key) => sum + key.length + 4, 2);
  const objects: JsonObject[] = [];
  let bytes = 2;
  for (const [index, row] of rows.entries()) {
    if (index > 0 && index % ROWS_AT_A_TIME === 0) await breathe();
    bytes += keyBytes + row.reduce<number>((sum, cell) => sum + jsonBytes(cell), 0);
    if (bytes > maxBytes) return { value: objects, cut: true };
    objects.push(Object.fromEntries(keys.map((key, at) => [key, row[at] ?? null])));
  }
  return { value: objects, cut: false };
}

/** Bytes of a cell's JSON, by its length for the common kinds. */
function jsonBytes(cell: Cell): number {
  if (typeof cell === 'string') return cell.length + 2;
  if (typeof cell === 'object' && cell !== null) return JSON.stringify(cell).length;
  return String(cell).length;
}

function distinctKeys(columns: Column[]): string[] {
  const seen = new Set<string>();
  return columns.map(({ name }) => {
    let key = name;
    for (let count = 2; seen.has(key); count += 1) key = `${name}_${count}`;
    seen.add(key);
    return key;
  });
}
