import { tokenize } from '../../../src/core/sql/lexer.ts';
import type { TableInfo } from '../../../src/core/dataset.ts';

const BYTES_PER_LINE = 400;

/** What Athena would say that it scanned: every table that the text names, whole, each time. */
export function scannedBytes(sql: string, tables: readonly TableInfo[]): number {
  const lines = new Map(tables.map(({ name, rows }) => [name, rows ?? 0]));
  return tokenize(sql)
    .map(({ text }) => lines.get(text.toLowerCase().replaceAll('"', '')) ?? 0)
    .reduce((sum, rows) => sum + rows * BYTES_PER_LINE, 0);
}
