import { host, wire, writeJson } from './host.ts';
import { inspect } from './inspect.ts';
import { toPlain } from './to-json.ts';

type Options = { title?: unknown; columns?: unknown };
type Record_ = Record<string, unknown>;

const MAX_TABLE_ROWS = 100_000;
/** A long table goes in parts, so that the page can draw in between. */
const ROWS_AT_A_TIME = 2000;
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
  const cells = shown.map((row) => rowCells(row, names));
  const types = ((rows as { types?: unknown })?.types ?? {}) as Record_;
  const last = Math.floor(Math.max(0, cells.length - 1) / ROWS_AT_A_TIME) * ROWS_AT_A_TIME;
  show(
    {
      kind: 'table',
      columns: names.map((name, at) => ({ name, type: typeof types[name] === 'string' ? types[name] : columnType(cells, at) })),
      rows: cells.slice(last),
      row_count: all.length,
      truncated: all.length > shown.length,
    },
    options,
    cells.slice(0, last),
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

/** `firstRows` are those of a long table that do not stand in `spec`. */
function show(spec: object, options: Options | undefined, firstRows: unknown[][] = []): void {
  const title = options?.title;
  const titled = title === undefined || title === null ? spec : { title: String(title).slice(0, MAX_TITLE), ...spec };
  for (let at = 0; at < firstRows.length; at += ROWS_AT_A_TIME)
    host.displayRows(wire(writeJson(firstRows.slice(at, at + ROWS_AT_A_TIME))));
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
  if (rows.length > 0 && rows.every(isRecord)) return keysOf(rows);
  if (!rows.some(Array.isArray)) return rows.length === 0 ? [] : ['value'];
  const width = Math.max(...rows.map((row) => (Array.isArray(row) ? row.length : 1)));
  return Array.from({ length: width }, (_, at) => `column${at + 1}`);
}

/** In the order in which they are first met. */
function keysOf(rows: Record_[]): string[] {
  const keys = new Set<string>();
  for (const row of rows) for (const key of Object.keys(row)) keys.add(key);
  return [...keys];
}

/** The cells of a row as JSON's own values. It is called for each of a hundred thousand rows. */
function rowCells(row: unknown, names: string[]): unknown[] {
  const cells: unknown[] = [];
  const isList = Array.isArray(row);
  const isNamed = !isList && isRecord(row);
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at] as string;
    if (isList) cells.push(plain(row[at]));
    else if (isNamed) cells.push(Object.hasOwn(row, name) ? plain(row[name]) : null);
    else cells.push(at === 0 ? plain(row) : null);
  }
  return cells;
}

function columnType(rows: unknown[][], at: number): string {
  let kind: string | undefined;
  let areWhole = true;
  for (const row of rows) {
    const cell = row[at];
    if (cell === null) continue;
    if (kind !== undefined && kind !== typeof cell) return 'json';
    kind = typeof cell;
    areWhole &&= Number.isSafeInteger(cell);
  }
  if (kind === 'number') return areWhole ? 'bigint' : 'double';
  return kind === 'boolean' ? 'boolean' : kind === 'string' || kind === undefined ? 'varchar' : 'json';
}

function plain(value: unknown): unknown {
  if (typeof value === 'string' || value === null) return value;
  return toPlain(value) ?? null;
}

function isRows(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  return value.length > 0 ? value.every((row) => isRecord(row)) : Array.isArray((value as { columns?: unknown }).columns);
}

function isRecord(value: unknown): value is Record_ {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
