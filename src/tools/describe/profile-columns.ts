import type { Cell, Column } from '../../core/json.ts';

/** A column with what its values are. `nulls` counts lines without a value, where they were counted. */
export type ColumnProfile = {
  name: string;
  type: string;
  nulls?: number;
  /** Of numbers, dates and times. */
  min?: Cell;
  max?: Cell;
  /** How many different texts there are. */
  distinct?: number;
  /** What it means, where it is a column of a billing format. */
  description?: string;
  /** Its most frequent texts; of a map, its keys. */
  examples?: Cell[];
};

/** Answers the rows of a query. */
export type Ask = (sql: string) => Promise<Cell[][]>;

/** Columns that are asked for at once: few queries, since each reads the table through, and none that holds too much in memory. */
const COUNTED_AT_ONCE = 150;
const LOOKED_AT_ONCE = 80;
const EXAMPLES = 5;
const KEYS = 20;
const LONGEST = 120;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const isText = ({ type }: Column): boolean => /^(?:varchar|char|boolean)/iu.test(type);
export const isMap = ({ type }: Column): boolean => /^map\(varchar/iu.test(type);
const isRange = ({ type }: Column): boolean =>
  /^(?:tinyint|smallint|integer|int|bigint|decimal|double|real|float|date|timestamp)/iu.test(type);

/**
 * Counts, ranges and examples of columns. `all` is what is counted over, `some` a sample of it (the same where it has few rows): different
 * texts and keys are looked for in that alone.
 */
export async function profileColumns(
  ask: Ask,
  columns: readonly Column[],
  sources: { all: string; some: string; row_count: number },
): Promise<ColumnProfile[]> {
  const profiles: ColumnProfile[] = [];
  for (const batch of batches(columns, COUNTED_AT_ONCE)) profiles.push(...(await countColumns(ask, batch, sources)));
  const filled = profiles.filter((each) => (isText(each) || isMap(each)) && (each.nulls ?? 0) < sources.row_count);
  for (const batch of batches(filled, LOOKED_AT_ONCE)) await lookInto(ask, batch, sources.some);
  return profiles;
}

function batches<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}

async function countColumns(
  ask: Ask,
  columns: readonly Column[],
  { all, row_count }: { all: string; row_count: number },
): Promise<ColumnProfile[]> {
  const asked = columns.flatMap((column) => {
    const name = quoted(column.name);
    return [`count(${name})`, ...(isRange(column) ? [`min(${name})`, `max(${name})`] : [])];
  });
  const [cells = []] = await ask(`SELECT ${asked.join(', ')} FROM ${all}`);
  let at = 0;
  return columns.map((column) => {
    const profile: ColumnProfile = { name: column.name, type: column.type, nulls: row_count - Number(cells[at++] ?? 0) };
    if (!isRange(column)) return profile;
    const [min = null, max = null] = [cells[at++], cells[at++]];
    return { ...profile, ...(min === null ? {} : { min }), ...(max === null ? {} : { max }) };
  });
}

async function lookInto(ask: Ask, profiles: ColumnProfile[], some: string): Promise<void> {
  const asked = profiles.flatMap((profile) => {
    const name = quoted(profile.name);
    if (isMap(profile)) return [`slice(array_sort(array_distinct(flatten(array_agg(map_keys(${name}))))), 1, ${KEYS})`];
    const values = `histogram(CAST(${name} AS varchar))`;
    // Values that stand only once tell nothing, and may be as many as there are rows.
    return [`cardinality(${values})`, `map_filter(${values}, (k, n) -> n > 1)`];
  });
  const [cells = []] = await ask(`SELECT ${asked.join(', ')} FROM ${some}`);
  let at = 0;
  for (const profile of profiles) {
    if (isMap(profile)) profile.examples = keysIn(cells[at++]);
    else {
      profile.distinct = Number(cells[at++] ?? 0);
      const examples = mostFrequent(cells[at++]);
      if (examples.length > 0) profile.examples = examples;
    }
  }
}

const keysIn = (keys: Cell | undefined): Cell[] => (Array.isArray(keys) ? keys.map(shortened) : []);

function mostFrequent(histogram: Cell | undefined): Cell[] {
  if (typeof histogram !== 'object' || histogram === null || Array.isArray(histogram)) return [];
  return Object.entries(histogram)
    .filter(([value]) => value !== '')
    .toSorted(([, a], [, b]) => Number(b) - Number(a))
    .slice(0, EXAMPLES)
    .map(([value]) => shortened(value));
}

/** Fills up the examples of texts from rows that were read. */
export function addExamples(profiles: ColumnProfile[], rows: readonly Cell[][]): void {
  for (const [at, profile] of profiles.entries()) {
    const known = profile.examples ?? [];
    if (!isText(profile) || known.length >= EXAMPLES) continue;
    const values = rows.map((row) => row[at] ?? null).filter((value) => value !== null && value !== '');
    const examples = [
      ...new Set([...known, ...values.map((value) => shortened(typeof value === 'boolean' ? String(value) : value))]),
    ];
    if (examples.length > 0) profile.examples = examples.slice(0, EXAMPLES);
  }
}

function shortened(value: Cell): Cell {
  return typeof value === 'string' && value.length > LONGEST ? `${value.slice(0, LONGEST).toWellFormed()}…` : value;
}
