import { defineHidden } from './define.ts';
import { callerFrames } from './frames.ts';
import { host, parseJson, wire } from './host.ts';

export type Row = Record<string, unknown>;
/** What a query answers: objects by column name, and the names in order. `types` holds the SQL type of each. Both are not enumerable. */
export type Rows = Row[] & { columns: string[]; types: Record<string, string> };

type ErrorDetails = { type: string; message: string; line?: number; position?: number; construct?: string };
type Waiting = { resolve(rows: Rows): void; reject(error: Error): void; chunks: unknown[][][]; frames: string };

/** A query that was refused or failed. `line` and `position` are 1-based, undefined where not known. */
export class QueryError extends Error {
  readonly line: number | undefined;
  readonly position: number | undefined;
  readonly construct: string | undefined;

  constructor(message: string, details: Partial<ErrorDetails> = {}) {
    super(message);
    for (const key of ['line', 'position', 'construct'] as const) defineHidden(this, key, details[key]);
  }
}
defineHidden(QueryError.prototype, 'name', 'QueryError');

const waiting = new Map<number, Waiting>();
let lastId = 0;

/** Runs SQL on the run's connection. Rejects with `QueryError`. */
export function query(sql: unknown): Promise<Rows> {
  if (typeof sql !== 'string') return Promise.reject(new TypeError(`query() takes SQL as text, got ${typeof sql}`));
  const frames = callerFrames();
  return new Promise((resolve, reject) => {
    lastId += 1;
    waiting.set(lastId, { resolve, reject, chunks: [], frames });
    host.query(lastId, wire(sql));
  });
}

export function queryRows(id: number, chunkJson: string): void {
  waiting.get(id)?.chunks.push(parseJson(chunkJson) as unknown[][]);
}

export function queryDone(id: number, columnsJson: string): void {
  const asked = waiting.get(id);
  waiting.delete(id);
  if (asked !== undefined) asked.resolve(rowsOf(parseJson(columnsJson) as { name: string; type: string }[], asked.chunks));
}

export function queryFailed(id: number, errorJson: string): void {
  const asked = waiting.get(id);
  waiting.delete(id);
  if (asked === undefined) return;
  const details = parseJson(errorJson) as ErrorDetails;
  const error = new QueryError(details.message, details);
  if (details.type !== 'QueryError') defineHidden(error, 'name', details.type);
  // The answer comes out of nowhere: the place that matters is where the query was asked.
  defineHidden(error, 'stack', asked.frames);
  asked.reject(error);
}

function rowsOf(columns: { name: string; type: string }[], chunks: unknown[][][]): Rows {
  const names = columns.map(({ name }) => name);
  const rows: Row[] = [];
  const make = names.includes('__proto__') ? carefulRow : plainRow;
  for (const chunk of chunks) for (const cells of chunk) rows.push(make(names, cells));
  return withColumns(rows, names, Object.fromEntries(columns.map(({ name, type }) => [name, type])));
}

/** Methods that answer some of the rows: those keep their columns and types, so that `table(rows.slice(0, 10))` knows them too. */
const CHOOSING = ['slice', 'filter', 'toSorted', 'toReversed'] as const;

function withColumns(rows: Row[], columns: string[], types: Record<string, string>): Rows {
  defineHidden(rows, 'columns', columns);
  defineHidden(rows, 'types', types);
  for (const name of CHOOSING) {
    const choose = Array.prototype[name] as (this: Row[], ...args: unknown[]) => Row[];
    defineHidden(rows, name, (...args: unknown[]) => withColumns(choose.apply(rows, args), columns, types));
  }
  return rows as Rows;
}

function plainRow(names: string[], cells: unknown[]): Row {
  const row: Row = {};
  for (let at = 0; at < names.length; at += 1) row[names[at] as string] = cells[at];
  return row;
}

function carefulRow(names: string[], cells: unknown[]): Row {
  return Object.fromEntries(names.map((name, at) => [name, cells[at]]));
}
