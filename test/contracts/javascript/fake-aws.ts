import type { AwsObject, AwsValue } from '../../../src/core/aws/aws-value.ts';
import { fromAwsWire, toAwsWire } from '../../../src/protocol/aws-wire.ts';

/** A call as it reached the page. */
export type HeardCall = { service: string; operation: string; region?: string; input: AwsObject };

type Request = { service: string; operation: string; region?: string; input_json: string };
type Operation = (input: AwsObject, times: number) => AwsObject;

const row = (...cells: (string | null)[]): AwsObject => ({
  Data: cells.map((cell): AwsObject => (cell === null ? {} : { VarCharValue: cell })),
});
const instance = (id: string): AwsObject => ({
  Instances: [{ InstanceId: id, LaunchTime: new Date('2024-05-01T10:00:00Z') }],
});
const group = (service: string, amount: string): AwsObject => ({
  Keys: [service],
  Metrics: { UnblendedCost: { Amount: amount, Unit: 'USD' } },
});

const operations: Record<string, Operation> = {
  'athena:StartQueryExecution': () => ({ QueryExecutionId: 'q-1' }),
  'athena:GetQueryExecution': (_, times) => ({
    QueryExecution: {
      QueryExecutionId: 'q-1',
      Status: {
        State: times < 3 ? 'RUNNING' : 'SUCCEEDED',
        SubmissionDateTime: new Date('2026-11-30T00:00:00.000Z'),
        CompletionDateTime: new Date('2026-11-30T00:00:01.250Z'),
      },
    },
  }),
  'athena:GetQueryResults': ({ NextToken }) =>
    NextToken === undefined
      ? { ResultSet: { Rows: [row('service', 'cost'), row('Amazon EC2', '12.50')] }, NextToken: 'page-2' }
      : { ResultSet: { Rows: [row('Amazon S3', null)] } },
  'ce:GetCostAndUsage': ({ NextPageToken, TimePeriod }) => {
    const groups = NextPageToken === undefined ? [group('Amazon EC2', '10.5')] : [group('Größe', '0.25')];
    return {
      ResultsByTime: [{ TimePeriod: TimePeriod ?? null, Groups: groups }],
      ...(NextPageToken === undefined ? { NextPageToken: 'more' } : {}),
    };
  },
  's3:ListObjectsV2': ({ ContinuationToken }) => ({
    Contents: [
      {
        Key: ContinuationToken === undefined ? '2026/a.csv' : '2026/large.bin',
        LastModified: new Date('2026-11-02T03:04:05Z'),
      },
    ],
    ...(ContinuationToken === undefined ? { IsTruncated: true, NextContinuationToken: 'next' } : {}),
  }),
  's3:GetObject': ({ Key }) => ({
    ContentType: 'text/csv',
    Body: Key === '2026/a.csv' ? new TextEncoder().encode('größe,cost\nxl,1\n') : new Uint8Array(150_000).fill(7),
  }),
  'sts:GetCallerIdentity': () => ({ Account: '123456789012', Arn: 'arn:aws:sts::123456789012:assumed-role/analyst/me' }),
  'ec2:DescribeInstances': ({ NextToken }) =>
    NextToken === undefined
      ? { Reservations: [instance('i-busy')], NextToken: 'next' }
      : { Reservations: [instance('i-idle'), {}] },
  'cloudwatch:GetMetricData': ({ MetricDataQueries, StartTime }) => {
    const value = JSON.stringify(MetricDataQueries).includes('i-idle') ? 1.5 : 80;
    return { MetricDataResults: [{ Id: 'cpu', Timestamps: [StartTime as Date], Values: [value, value / 2] }] };
  },
  'lambda:Invoke': ({ Payload }) => ({
    StatusCode: 200,
    Payload: new TextEncoder().encode(`got ${new TextDecoder().decode(Payload as Uint8Array)}`),
  }),
};

/** Answers what the scripts of `aws-scripts.ts` ask for, and keeps what it heard. */
export class FakeAws {
  readonly heard: HeardCall[] = [];
  readonly #times = new Map<string, number>();

  /** Undefined where there is no such operation. */
  answer({ input_json, ...call }: Request): { output_json: string; blobs: Uint8Array<ArrayBuffer>[] } | undefined {
    const input = fromAwsWire(input_json) as AwsObject;
    this.heard.push({ ...call, input });
    const name = `${call.service}:${call.operation}`;
    const times = (this.#times.get(name) ?? 0) + 1;
    this.#times.set(name, times);
    const output: AwsValue | undefined = operations[name]?.(input, times);
    if (output === undefined) return undefined;
    const { json, blobs } = toAwsWire(output);
    return { output_json: json, blobs };
  }
}
