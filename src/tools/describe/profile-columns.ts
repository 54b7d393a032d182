import type { Cell, Column } from '../../core/json.ts';

/** A column with what its values are. `nulls` counts lines without a value. */
export type ColumnProfile = {
  name: string;
  type: string;
  nulls: number;
  /** Of numbers, dates and times. */
  min?: Cell;
  max?: Cell;
  /** How many different texts there are. */
  distinct?: number;
  /** What it means, where it is a column of a billing format. */
  description?: string;
  /** Its most frequent texts; of a map, its most frequent keys. */
  examples?: Cell[];
};

/** Answers the rows of a query. */
export type Ask = (sql: string) => Promise<Cell[][]>;

/** Columns that are asked for at once: few queries, since each reads the table through, and none of endless length. */
const BATCH = 150;
/** A text with more values than these is no enumeration, and its values are counted no further. */
const FEW = 50;
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
  for (const batch of batches(columns)) profiles.push(...(await countColumns(ask, batch, sources)));
  const texts = profiles.filter((each) => isText(each) && each.distinct === undefined);
  for (const batch of batches(texts)) await countTexts(ask, batch, sources.some);
  for (const map of profiles.filter((each) => isMap(each) && each.nulls < sources.row_count))
    await findKeys(ask, map, sources.some);
  return profiles;
}

function batches<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / BATCH) }, (_, at) => items.slice(at * BATCH, (at + 1) * BATCH));
}

async function countColumns(
  ask: Ask,
  columns: readonly Column[],
  { all, row_count }: { all: string; row_count: number },
): Promise<ColumnProfile[]> {
  const asked = columns.flatMap((column) => {
    const name = quoted(column.name);
    return [`count(${name})`, ...(isRange(column) || isText(column) ? [`min(${name})`, `max(${name})`] : [])];
  });
  const [cells = []] = await ask(`SELECT ${asked.join(', ')} FROM ${all}`);
  let at = 0;
  return columns.map((column) => {
    const profile: ColumnProfile = { name: column.name, type: column.type, nulls: row_count - Number(cells[at++] ?? 0) };
    if (!isRange(column) && !isText(column)) return profile;
    const [min = null, max = null] = [cells[at++], cells[at++]];
    if (isText(column)) return { ...profile, ...constant(min, max) };
    return { ...profile, ...(min === null ? {} : { min }), ...(max === null ? {} : { max }) };
  });
}

/** A text that is the same in every line, or nowhere, need not be looked at again. */
function constant(min: Cell, max: Cell): Pick<ColumnProfile, 'distinct' | 'examples'> {
  if (min !== max) return {};
  if (min === null) return { distinct: 0 };
  return { distinct: 1, ...(min === '' ? {} : { examples: [shortened(min)] }) };
}

async function countTexts(ask: Ask, texts: ColumnProfile[], some: string): Promise<void> {
  const [cells = []] = await ask(`SELECT ${texts.map(({ name }) => `approx_distinct(${quoted(name)})`).join(', ')} FROM ${some}`);
  for (const [at, text] of texts.entries()) text.distinct = Number(cells[at] ?? 0);
  const few = texts.filter(({ distinct = 0 }) => distinct > 0 && distinct <= FEW);
  if (few.length === 0) return;
  const histograms = few.map(({ name }) => `histogram(CAST(${quoted(name)} AS varchar))`);
  const [counts = []] = await ask(`SELECT ${histograms.join(', ')} FROM ${some}`);
  for (const [at, text] of few.entries()) text.examples = mostFrequent(counts[at]);
}

function mostFrequent(histogram: Cell | undefined): Cell[] {
  if (typeof histogram !== 'object' || histogram === null || Array.isArray(histogram)) return [];
  return Object.entries(histogram)
    .filter(([value]) => value !== '')
    .toSorted(([, a], [, b]) => Number(b) - Number(a))
    .slice(0, EXAMPLES)
    .map(([value]) => shortened(value));
}

async function findKeys(ask: Ask, map: ColumnProfile, some: string): Promise<void> {
  const rows = await ask(
    `SELECT k, count(*) FROM ${some} AS t CROSS JOIN UNNEST(map_keys(t.${quoted(map.name)})) AS u(k) GROUP BY k ORDER BY 2 DESC, 1 LIMIT ${KEYS}`,
  );
  map.examples = rows.map(([key]) => shortened(key ?? ''));
}

/** Examples of texts with many values, from rows that were read. */
export function addExamples(profiles: ColumnProfile[], rows: readonly Cell[][]): void {
  for (const [at, profile] of profiles.entries()) {
    if (profile.examples !== undefined || !isText(profile) || profile.distinct === 0) continue;
    const values = new Set(rows.map((row) => row[at] ?? null).filter((value) => value !== null && value !== ''));
    if (values.size > 0) profile.examples = [...values].slice(0, EXAMPLES).map(shortened);
  }
}

function shortened(value: Cell): Cell {
  return typeof value === 'string' && value.length > LONGEST ? `${value.slice(0, LONGEST).toWellFormed()}…` : value;
}
