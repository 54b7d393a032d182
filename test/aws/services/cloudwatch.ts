import { createHash } from 'node:crypto';
import type {
  Dimension,
  GetMetricDataInput,
  GetMetricStatisticsInput,
  ListMetricsInput,
  Metric,
  MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import type { Resource } from '../engine/billing-engine.ts';
import { AwsFault } from '../http/aws-fault.ts';
import type { Call, Operations } from '../world/world.ts';
import { page } from './page.ts';

const MOST_POINTS = 1440;
const QUERIES_PER_PAGE = 100;
const METRICS_PER_PAGE = 500;

/** Figures that are the same whenever they are asked for: what nobody uses has next to none. */
export const cloudwatch: Operations = {
  GetMetricData: async (input: GetMetricDataInput, call: Call) => {
    const resources = await byId(call);
    const { items, next } = page(input.MetricDataQueries ?? [], input.NextToken, QUERIES_PER_PAGE);
    return {
      MetricDataResults: items.filter(({ ReturnData = true }) => ReturnData).map((query) => metricData(query, input, resources)),
      NextToken: next,
      Messages: [],
    };
  },
  GetMetricStatistics: async (input: GetMetricStatisticsInput, call: Call) => {
    const resources = await byId(call);
    const { MetricName = '', Namespace, Dimensions, Statistics = [], Period = 60 } = input;
    const times = timesOf(input, Period);
    if (times.length > MOST_POINTS)
      throw new AwsFault(
        'InvalidParameterCombinationException',
        `You have requested up to ${times.length} datapoints, which exceeds the limit of ${MOST_POINTS}.`,
      );
    const metric = { MetricName, Namespace, Dimensions };
    return {
      Label: MetricName,
      Datapoints: times.map((time) => ({
        Timestamp: new Date(time),
        Unit: unitOf(MetricName),
        ...Object.fromEntries(Statistics.map((statistic) => [statistic, figure(metric, statistic, time, resources)])),
      })),
    };
  },
  ListMetrics: async (input: ListMetricsInput, call: Call) => {
    const resources = await byId(call);
    const all = [...resources.values()].flatMap(metricsOf).filter((metric) => matches(metric, input));
    const { items, next } = page(all, input.NextToken, METRICS_PER_PAGE);
    return { Metrics: items, NextToken: next };
  },
};

type Resources = ReadonlyMap<string, Resource>;

async function byId({ world, region }: Call): Promise<Resources> {
  const here = (await world.engine.resources()).filter((each) => each.region === region);
  return new Map(here.map((each) => [each.id.split(/[:/]/u).at(-1) ?? each.id, each]));
}

function metricData(query: MetricDataQuery, range: GetMetricDataInput, resources: Resources): unknown {
  const { MetricStat, Id, Label } = query;
  if (MetricStat?.Metric === undefined)
    throw new AwsFault('ValidationError', `The query ${Id ?? ''} has no MetricStat; expressions are not answered here`);
  const { Metric: metric, Period = 60, Stat = 'Average' } = MetricStat;
  const times = timesOf(range, Period);
  if (range.ScanBy !== 'TimestampAscending') times.reverse();
  const known = resources.has(metric.Dimensions?.[0]?.Value ?? '');
  return {
    Id,
    Label: Label ?? metric.MetricName,
    Timestamps: known ? times.map((time) => new Date(time)) : [],
    Values: known ? times.map((time) => figure(metric, Stat, time, resources)) : [],
    StatusCode: 'Complete',
  };
}

function timesOf({ StartTime, EndTime }: { StartTime?: unknown; EndTime?: unknown }, period: number): number[] {
  const [start, end] = [instant(StartTime), instant(EndTime)];
  if (!(start < end)) throw new AwsFault('ValidationError', 'The parameter StartTime must be less than the parameter EndTime.');
  const step = period * 1000;
  const first = Math.ceil(start / step) * step;
  return Array.from({ length: Math.max(0, Math.ceil((end - first) / step)) }, (_, at) => first + at * step);
}

/** The JSON protocols send seconds. */
function instant(value: unknown): number {
  return typeof value === 'number' ? value * 1000 : Date.parse(String(value));
}

function figure(metric: Metric, statistic: string, time: number, resources: Resources): number {
  const { MetricName = '', Dimensions = [] } = metric;
  const resource = resources.get(Dimensions[0]?.Value ?? '');
  const part = (text: string) => Number.parseInt(createHash('md5').update(text).digest('hex').slice(0, 8), 16) / 2 ** 32;
  const base = part(`${MetricName} ${Dimensions.map(({ Value }) => Value).join(' ')}`);
  const wave = part(`${base} ${time}`);
  const busy = resource?.idle === true ? 0.5 + base + wave * 0.5 : 25 + base * 30 + wave * 10;
  const scale = MetricName === 'CPUUtilization' ? 1 : resource?.idle === true ? 0 : 1e6;
  const average = Math.round(busy * scale * 1000) / 1000;
  switch (statistic) {
    case 'Maximum':
      return Math.round(average * 1.6 * 1000) / 1000;
    case 'Minimum':
      return Math.round(average * 0.4 * 1000) / 1000;
    case 'SampleCount':
      return 12;
    case 'Sum':
      return Math.round(average * 12 * 1000) / 1000;
    default:
      return average;
  }
}

function unitOf(name: string): string {
  if (name === 'CPUUtilization') return 'Percent';
  return name.startsWith('Network') ? 'Bytes' : 'Count';
}

const METRICS: Record<string, { namespace: string; dimension: string; names: string[] }> = {
  i: { namespace: 'AWS/EC2', dimension: 'InstanceId', names: ['CPUUtilization', 'NetworkIn', 'NetworkOut'] },
  vol: { namespace: 'AWS/EBS', dimension: 'VolumeId', names: ['VolumeReadOps', 'VolumeWriteOps'] },
  db: { namespace: 'AWS/RDS', dimension: 'DBInstanceIdentifier', names: ['CPUUtilization', 'DatabaseConnections'] },
  natgateway: { namespace: 'AWS/NATGateway', dimension: 'NatGatewayId', names: ['BytesOutToDestination'] },
};

function metricsOf(resource: Resource): Metric[] {
  const known = METRICS[resource.kind];
  if (known === undefined) return [];
  const Dimensions = [{ Name: known.dimension, Value: resource.id.split(/[:/]/u).at(-1) ?? resource.id }];
  return known.names.map((MetricName) => ({ Namespace: known.namespace, MetricName, Dimensions }));
}

function matches(metric: Metric, { Namespace, MetricName, Dimensions = [] }: ListMetricsInput): boolean {
  const has = ({ Name, Value }: { Name?: string | undefined; Value?: string | undefined }) =>
    (metric.Dimensions ?? []).some((each: Dimension) => each.Name === Name && (Value === undefined || each.Value === Value));
  return (
    (Namespace === undefined || metric.Namespace === Namespace) &&
    (MetricName === undefined || metric.MetricName === MetricName) &&
    Dimensions.every(has)
  );
}
