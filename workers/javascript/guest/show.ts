import { host, wire, writeJson } from './host.ts';
import { inspect } from './inspect.ts';
import { toPlain } from './to-json.ts';

type Options = { title?: unknown; columns?: unknown };
type Record_ = Record<string, unknown>;

const MAX_TABLE_ROWS = 100_000;
const MAX_TITLE = 1000;
const PICTURES: [number[], string][] = [
  [[0x89, 0x50, 0x4e, 0x47], 'image/png'],
  [[0xff, 0xd8, 0xff], 'image/jpeg'],
  [[0x47, 0x49, 0x46, 0x38], 'image/gif'],
];

/** Shows a value: rows as a table, a Vega-Lite specification as a chart, a picture's bytes, all else as JSON. */
export function display(value: unknown, options?: Options): void {
  if (isRows(value)) table(value, options);
  else if (isRecord(value) && String(value['$schema']).includes('vega-lite')) chart(value, options);
  else if (value instanceof Uint8Array && pictureType(value) !== undefined) picture(value, options);
  else show({ kind: 'json', value: plain(value) }, options);
}

/** Shows rows: an array of objects, of arrays (whose columns `options.columns` names), or of values. */
export function table(rows: unknown, options?: Options): void {
  const all = rowList(rows);
  const shown = all.slice(0, MAX_TABLE_ROWS);
  const names = columnNames(shown, options?.columns ?? (rows as { columns?: unknown })?.columns);
  const cells = shown.map((row) => rowCells(row, names).map(plain));
  const types = ((rows as { types?: unknown })?.types ?? {}) as Record_;
  show(
    {
      kind: 'table',
      columns: names.map((name, at) => ({ name, type: typeof types[name] === 'string' ? types[name] : columnType(cells, at) })),
      rows: cells,
      row_count: all.length,
      truncated: all.length > shown.length,
    },
    options,
  );
}

/** Shows a Vega-Lite specification. */
export function chart(spec: unknown, options?: Options): void {
  if (!isRecord(spec))
    throw new TypeError(`chart() takes a Vega-Lite specification as an object, got ${inspect(spec, { depth: 0 })}`);
  show({ kind: 'chart', spec: plain(spec) }, options);
}

/** Shows Markdown. */
export function markdown(text: unknown, options?: Options): void {
  show({ kind: 'markdown', text: String(text) }, options);
}

/** Tells how far the code is: `done` of `total`. */
export function progress(done: unknown, total: unknown = 1, text?: unknown): void {
  const [at, of] = [Number(done), Number(total)];
  if (!Number.isFinite(at) || !Number.isFinite(of))
    throw new TypeError(`progress(done, total, text) takes two numbers, got ${inspect(done)} and ${inspect(total)}`);
  host.progress(at, of, text === undefined ? undefined : wire(String(text)));
}

function show(spec: object, options: Options | undefined): void {
  const title = options?.title;
  const titled = title === undefined || title === null ? spec : { title: String(title).slice(0, MAX_TITLE), ...spec };
  host.display(wire(writeJson(titled)));
}

function picture(bytes: Uint8Array, options: Options | undefined): void {
  const base64 = (globalThis as unknown as { Buffer: { from(bytes: Uint8Array): { toString(encoding: string): string } } })
    .Buffer;
  show({ kind: 'image', media_type: pictureType(bytes), data: base64.from(bytes).toString('base64') }, options);
}

function pictureType(bytes: Uint8Array): string | undefined {
  return PICTURES.find(([head]) => head.every((byte, at) => bytes[at] === byte))?.[1];
}

function rowList(rows: unknown): unknown[] {
  if (Array.isArray(rows)) return rows as unknown[];
  if (rows instanceof Map) return [...rows].map(([key, value]) => ({ key: key as unknown, value: value as unknown }));
  if (typeof rows === 'object' && rows !== null) return Symbol.iterator in rows ? [...(rows as Iterable<unknown>)] : [rows];
  throw new TypeError(`table() takes rows, such as an array of objects, got ${inspect(rows)}`);
}

function columnNames(rows: unknown[], named: unknown): string[] {
  if (Array.isArray(named)) return named.map(String);
  if (rows.length > 0 && rows.every(isRecord)) return [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (!rows.some(Array.isArray)) return rows.length === 0 ? [] : ['value'];
  const width = Math.max(...rows.map((row) => (Array.isArray(row) ? row.length : 1)));
  return Array.from({ length: width }, (_, at) => `column${at + 1}`);
}

function rowCells(row: unknown, names: string[]): unknown[] {
  if (Array.isArray(row)) return names.map((_, at) => row[at] as unknown);
  if (isRecord(row)) return names.map((name) => (Object.hasOwn(row, name) ? row[name] : null));
  return names.map((_, at) => (at === 0 ? row : null));
}

function columnType(rows: unknown[][], at: number): string {
  const kinds = new Set(rows.flatMap((row) => (row[at] === null ? [] : [typeof row[at]])));
  if (kinds.size !== 1) return kinds.size === 0 ? 'VARCHAR' : 'JSON';
  if (kinds.has('number')) return rows.every((row) => row[at] === null || Number.isSafeInteger(row[at])) ? 'BIGINT' : 'DOUBLE';
  return kinds.has('boolean') ? 'BOOLEAN' : kinds.has('string') ? 'VARCHAR' : 'JSON';
}

function plain(value: unknown): unknown {
  return toPlain(value) ?? null;
}

function isRows(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  return value.length > 0 ? value.every((row) => isRecord(row)) : Array.isArray((value as { columns?: unknown }).columns);
}

function isRecord(value: unknown): value is Record_ {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
