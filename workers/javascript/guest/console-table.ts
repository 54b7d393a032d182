import { inspect } from './inspect.ts';

const OPTIONS = { maxArrayLength: 3, breakLength: Infinity, depth: -1 };

/** The table that `console.table` prints, or undefined where the value is nothing with rows. */
export function consoleTable(data: unknown, only?: readonly string[]): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { indexName, rows } = rowsOf(data);
  const columns = only ?? [...new Set(rows.flatMap(([, row]) => (isRow(row) ? Object.keys(row) : [])))];
  const withValues = rows.some(([, row]) => !isRow(row)) && only === undefined;
  const cells = rows.map(([index, row]) => [
    index,
    ...columns.map((column) => (isRow(row) && Object.hasOwn(row, column) ? inspect(row[column], OPTIONS) : '')),
    ...(withValues ? [isRow(row) ? '' : inspect(row, OPTIONS)] : []),
  ]);
  return draw([indexName, ...columns, ...(withValues ? ['Values'] : [])], cells);
}

function rowsOf(data: object): { indexName: string; rows: [string, unknown][] } {
  if (data instanceof Map)
    return {
      indexName: '(iteration index)',
      rows: [...data].map(([key, value], at) => [String(at), { Key: key as unknown, Values: value as unknown }]),
    };
  if (data instanceof Set)
    return { indexName: '(iteration index)', rows: [...data].map((value, at) => [String(at), value as unknown]) };
  return { indexName: '(index)', rows: Object.entries(data) };
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function draw(head: string[], rows: string[][]): string {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => width(row[at] ?? ''))) + 2);
  const line = (left: string, middle: string, right: string): string =>
    left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  const row = (cells: string[]): string =>
    `│${cells.map((cell, at) => ` ${cell}${' '.repeat((widths[at] ?? 0) - width(cell) - 1)}`).join('│')}│`;
  return [line('┌', '┬', '┐'), row(head), line('├', '┼', '┤'), ...rows.map(row), line('└', '┴', '┘')].join('\n');
}

/** Characters, not UTF-16 units. */
function width(text: string): number {
  return Array.from(text).length;
}
