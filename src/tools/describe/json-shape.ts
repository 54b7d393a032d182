import type { Cell, Column, Json } from '../../core/json.ts';

const SAMPLE_ROWS = 5;
const TYPED_ROWS = 1000;

/** What a list of JSON values is as a table: its objects' fields in the order of their appearance. */
export type JsonShape = { row_count: number; columns: Column[]; sample_rows: Cell[][] };

export function jsonShape(records: readonly Json[]): JsonShape {
  const types = new Map<string, Set<string>>();
  for (const record of records.slice(0, TYPED_ROWS)) {
    for (const [name, value] of fieldsOf(record)) {
      const known = types.get(name) ?? new Set();
      types.set(name, known.add(kindOf(value)));
    }
  }
  const columns = [...types].map(([name, kinds]) => ({
    name,
    type: kinds.size > 1 ? [...kinds].filter((k) => k !== 'null').join(' | ') : [...kinds].join(''),
  }));
  const sample_rows = records.slice(0, SAMPLE_ROWS).map((record) => {
    const fields = new Map(fieldsOf(record));
    return columns.map(({ name }) => fields.get(name) ?? null);
  });
  return { row_count: records.length, columns, sample_rows };
}

/** The records of JSON Lines; undefined where a line is no JSON. */
export function jsonLines(text: string): Json[] | undefined {
  const records: Json[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const record = parseJson(line);
    if (record === undefined) return undefined;
    records.push(record);
  }
  return records;
}

/** Undefined where it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text.replace(/^\ufeff/u, '')) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function fieldsOf(record: Json): [string, Json][] {
  return typeof record === 'object' && record !== null && !Array.isArray(record) ? Object.entries(record) : [['value', record]];
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
