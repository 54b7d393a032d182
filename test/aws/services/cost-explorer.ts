import type {
  Expression,
  GetCostAndUsageRequest,
  GetDimensionValuesRequest,
  GroupDefinition,
} from '@aws-sdk/client-cost-explorer';
import { AMORTIZED } from '../../harness/amortized-sql.ts';
import { AwsFault } from '../http/aws-fault.ts';
import type { Call, Operations } from '../world/world.ts';
import { page } from './page.ts';

/** The dimensions of Cost Explorer as columns of the report. */
const DIMENSIONS: Record<string, string> = {
  SERVICE: `coalesce(element_at(product, 'product_name'), line_item_product_code)`,
  LINKED_ACCOUNT: 'line_item_usage_account_id',
  REGION: `coalesce(nullif(product_region_code, ''), 'NoRegion')`,
  USAGE_TYPE: 'line_item_usage_type',
  OPERATION: 'line_item_operation',
  RECORD_TYPE: 'line_item_line_item_type',
  INSTANCE_TYPE: `coalesce(nullif(product_instance_type, ''), 'NoInstanceType')`,
};

const METRICS: Record<string, { sql: string; unit: string }> = {
  UnblendedCost: { sql: 'line_item_unblended_cost', unit: 'USD' },
  NetUnblendedCost: { sql: 'line_item_unblended_cost', unit: 'USD' },
  BlendedCost: { sql: 'line_item_blended_cost', unit: 'USD' },
  AmortizedCost: { sql: AMORTIZED, unit: 'USD' },
  NetAmortizedCost: { sql: AMORTIZED, unit: 'USD' },
  UsageQuantity: { sql: 'line_item_usage_amount', unit: 'N/A' },
};

/** All figures are summed up from the sample data. */
export const costExplorer: Operations = {
  GetCostAndUsage: async (input: GetCostAndUsageRequest, { world }: Call) => {
    const { start, end } = period(input.TimePeriod);
    const metrics = (input.Metrics ?? []).map((name) => ({ name, ...metricOf(name) }));
    if (metrics.length === 0) throw invalid('Metrics parameter is required');
    const groups = input.GroupBy ?? [];
    if (groups.length > 2) throw invalid('GroupBy supports at most 2 groups');
    const from = bucketOf(input.Granularity);
    const keys = [from, ...groups.map(groupSql)];
    const sums = metrics.map(({ sql }) => `sum(${sql})`);
    const rows = await world.engine.texts(
      `SELECT ${[...keys, ...sums].join(', ')} FROM cur WHERE ${[between(start, end), filterSql(input.Filter)].join(' AND ')} ` +
        `GROUP BY ${keys.map((_, at) => at + 1).join(', ')} ORDER BY ${keys.map((_, at) => at + 1).join(', ')}`,
    );
    const { items, next } = page(rows, input.NextPageToken, groups.length === 0 ? rows.length : world.rules.control.ce_page);
    const times = [...new Set(items.map(([time = '']) => time))];
    return {
      GroupDefinitions: groups.length === 0 ? undefined : groups,
      ResultsByTime: times.map((time) => {
        const here = items.filter(([at]) => at === time);
        const figures = (row: string[]) =>
          Object.fromEntries(metrics.map(({ name, unit }, at) => [name, { Amount: row[keys.length + at] ?? '0', Unit: unit }]));
        return {
          TimePeriod: { Start: time < start ? start : time, End: endOf(time, input.Granularity, end) },
          Total: groups.length === 0 && here[0] !== undefined ? figures(here[0]) : {},
          Groups: groups.length === 0 ? [] : here.map((row) => ({ Keys: row.slice(1, keys.length), Metrics: figures(row) })),
          Estimated: endOf(time, input.Granularity, end) > world.clock.now().toISOString().slice(0, 8),
        };
      }),
      DimensionValueAttributes: [],
      NextPageToken: next,
    };
  },
  GetDimensionValues: async (input: GetDimensionValuesRequest, { world }: Call) => {
    const { start, end } = period(input.TimePeriod);
    const column = DIMENSIONS[input.Dimension ?? ''];
    if (column === undefined) throw invalid(`Dimension ${input.Dimension ?? ''} is not supported`);
    const rows = await world.engine.texts(`SELECT DISTINCT ${column} FROM cur WHERE ${between(start, end)} ORDER BY 1`);
    const wanted = rows
      .map(([value = '']) => value)
      .filter((value) => value !== '' && value.toLowerCase().includes((input.SearchString ?? '').toLowerCase()));
    const { items, next } = page(wanted, input.NextPageToken, input.MaxResults ?? 1000);
    return {
      DimensionValues: items.map((Value) => ({ Value, Attributes: {} })),
      ReturnSize: items.length,
      TotalSize: wanted.length,
      NextPageToken: next,
    };
  },
};

function period(given: { Start?: string | undefined; End?: string | undefined } | undefined): { start: string; end: string } {
  const [start = '', end = ''] = [given?.Start, given?.End];
  if (![start, end].every((day) => /^\d{4}-\d\d-\d\d$/u.test(day))) throw invalid('TimePeriod must hold days such as 2026-11-01');
  if (start >= end) throw invalid('Start date (and hour) should be before end date (and hour)');
  return { start, end };
}

function metricOf(name: string): { sql: string; unit: string } {
  const found = METRICS[name] ?? METRICS[name[0]?.toUpperCase() + name.slice(1)];
  if (found === undefined) throw invalid(`Metric ${name} is not supported`);
  return found;
}

function bucketOf(granularity: string | undefined): string {
  if (granularity === 'MONTHLY') return `date_format(line_item_usage_start_date, '%Y-%m-01')`;
  if (granularity === 'DAILY') return `date_format(line_item_usage_start_date, '%Y-%m-%d')`;
  throw invalid(`Granularity ${granularity ?? ''} is not supported; use DAILY or MONTHLY`);
}

function endOf(time: string, granularity: string | undefined, end: string): string {
  const next = new Date(`${time}T00:00:00Z`);
  if (granularity === 'MONTHLY') next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setUTCDate(next.getUTCDate() + 1);
  const text = next.toISOString().slice(0, 10);
  return text > end ? end : text;
}

function between(start: string, end: string): string {
  return `line_item_usage_start_date >= TIMESTAMP '${start} 00:00:00' AND line_item_usage_start_date < TIMESTAMP '${end} 00:00:00'`;
}

function groupSql({ Type, Key = '' }: GroupDefinition): string {
  if (Type === 'TAG') return `${literal(`${Key}$`)} || coalesce(${tagSql(Key)}, '')`;
  const column = DIMENSIONS[Key];
  if (Type !== 'DIMENSION' || column === undefined) throw invalid(`Group Definition dimension ${Key} is invalid`);
  return column;
}

function tagSql(key: string): string {
  return `element_at(resource_tags, ${literal(`user_${key.toLowerCase()}`)})`;
}

function filterSql(filter: Expression | undefined): string {
  if (filter === undefined) return 'true';
  const { And, Or, Not, Dimensions, Tags } = filter;
  if (And !== undefined) return `(${And.map(filterSql).join(' AND ')})`;
  if (Or !== undefined) return `(${Or.map(filterSql).join(' OR ')})`;
  if (Not !== undefined) return `NOT ${filterSql(Not)}`;
  const values = (Dimensions?.Values ?? Tags?.Values ?? []).map(literal).join(', ');
  const column = Dimensions === undefined ? tagSql(Tags?.Key ?? '') : DIMENSIONS[Dimensions.Key ?? ''];
  if (column === undefined || values === '') throw invalid('Filter is not supported');
  return `(coalesce(${column}, '') IN (${values}))`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function invalid(message: string): AwsFault {
  return new AwsFault('ValidationException', message);
}
