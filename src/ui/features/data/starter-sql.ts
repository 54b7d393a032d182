import type { Column } from '../../../core/json.ts';

const PLAIN = /^[a-z_][a-z0-9_]*$/iu;
// Words that the dialect keeps for itself and that a file may well be called.
const RESERVED = new Set(
  'all alter and as between by case create cross cube current_date delete desc describe distinct drop else end escape except exists from full group grouping having in inner insert intersect into is join left like natural not null on or order outer right rollup select table then union unnest using values when where with'.split(
    ' ',
  ),
);

/** A name as SQL takes it: in double quotes where it must be. */
export function sqlName(name: string): string {
  return PLAIN.test(name) && !RESERVED.has(name.toLowerCase()) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** By what cost is grouped first, in the tables that people have. */
const COSTS = [
  ['line_item_product_code', 'line_item_unblended_cost'],
  ['ServiceName', 'BilledCost'],
] as const;

const MANY_COLUMNS = 12;

/** A first query to change: cost by service where the table has both, else its first rows. */
export function starterSql(table: string, columns: readonly Column[]): string {
  const named = (wanted: string) => columns.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())?.name;
  for (const [service, cost] of COSTS) {
    const by = named(service);
    const sum = named(cost);
    if (by === undefined || sum === undefined) continue;
    return [
      `SELECT ${sqlName(by)}, sum(${sqlName(sum)}) AS cost`,
      `FROM ${sqlName(table)}`,
      'GROUP BY 1',
      'ORDER BY 2 DESC',
      'LIMIT 20',
      '',
    ].join('\n');
  }
  const picked = columns.length > MANY_COLUMNS ? columns.slice(0, MANY_COLUMNS) : [];
  const list = picked.length === 0 ? '*' : `\n  ${picked.map(({ name }) => sqlName(name)).join(',\n  ')}`;
  return `SELECT ${list}\nFROM ${sqlName(table)}\nLIMIT 100\n`;
}
