import { AwsError } from '../../src/core/app-error.ts';
import type { AwsConfig, SitePolicy } from '../../src/core/aws/aws-config.ts';
import type { AwsCallEntry } from '../../src/core/aws/call-entry.ts';
import type { AwsObject } from '../../src/core/aws/aws-value.ts';
import type { AwsCall, AwsCaller, AwsSessionState } from '../../src/core/ports/aws.ts';
import type { ConsentAnswer, ConsentRequest } from '../../src/core/ports/consent.ts';
import type { ScanTotals } from '../../src/core/ports/scan-totals.ts';
import { createAwsGate, type AwsGate } from '../../src/broker/aws/gate.ts';
import { ACCOUNT, awsSite, sitePolicy } from './aws-site.ts';

export function memoryTotals(): ScanTotals {
  const days = new Map<string, number>();
  return {
    read: async (day) => days.get(day) ?? 0,
    async add(day, bytes) {
      days.set(day, (days.get(day) ?? 0) + bytes);
      return days.get(day) ?? 0;
    },
  };
}

export type FakeQuery = { state: string; bytes: number; workgroup: string; sql: string };

/** AWS as the broker's port has it: queries that stay as they are until a test moves them. */
export class FakeAws implements AwsCaller {
  readonly calls: AwsCall[] = [];
  readonly queries = new Map<string, FakeQuery>();
  /** Answers, or throws, in the place of what is below. */
  answer: (call: AwsCall) => AwsObject | undefined = () => undefined;
  #tokens = new Map<string, string>();

  async call(call: AwsCall): Promise<AwsObject> {
    this.calls.push(call);
    return this.answer(call) ?? this.#athena(call);
  }

  count(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  /** The queries, in the order in which they were begun. */
  begun(): FakeQuery[] {
    return [...this.queries.values()];
  }

  #athena({ operation, input }: AwsCall): AwsObject {
    const id = textOf(input, 'QueryExecutionId');
    const query = this.queries.get(id);
    switch (operation) {
      case 'StartQueryExecution':
        return { QueryExecutionId: this.#begin(input) };
      case 'GetQueryExecution':
        if (query === undefined)
          throw new AwsError('InvalidRequestException', `QueryExecution ${id} was not found`, { status: 400 });
        return { QueryExecution: execution(id, query) };
      case 'StopQueryExecution':
        if (query?.state === 'RUNNING') query.state = 'CANCELLED';
        return {};
      case 'GetWorkGroup': {
        const Name = textOf(input, 'WorkGroup');
        return { WorkGroup: { Name, Configuration: { ResultConfiguration: { OutputLocation: `s3://acme-${Name}/out/` } } } };
      }
      default:
        return { Done: operation };
    }
  }

  #begin(input: AwsObject): string {
    const token = textOf(input, 'ClientRequestToken') || crypto.randomUUID();
    const id = this.#tokens.get(token) ?? `query-${this.queries.size + 1}`;
    this.#tokens.set(token, id);
    const query = { state: 'RUNNING', bytes: 0, workgroup: textOf(input, 'WorkGroup'), sql: textOf(input, 'QueryString') };
    if (!this.queries.has(id)) this.queries.set(id, query);
    return id;
  }
}

const textOf = (input: AwsObject, member: string): string => {
  const value = input[member];
  return typeof value === 'string' ? value : '';
};

function execution(id: string, { state, bytes, workgroup }: FakeQuery): AwsObject {
  return {
    QueryExecutionId: id,
    WorkGroup: workgroup,
    Status: { State: state },
    Statistics: { DataScannedInBytes: bytes },
  };
}

export type GateHarness = {
  gate: AwsGate;
  aws: FakeAws;
  /** The audit log as it stands, oldest first. */
  log(): AwsCallEntry[];
  asked: ConsentRequest[];
};

type Over = {
  site?: Partial<SitePolicy>;
  config?: AwsConfig | null;
  state?: AwsSessionState;
  totals?: ScanTotals;
  /** That is chosen in the page. */
  workgroup?: string;
  consent?: (request: ConsentRequest, signal: unknown) => Promise<ConsentAnswer>;
};

export function gateHarness({
  site = {},
  config = awsSite,
  state = signedIn,
  totals = memoryTotals(),
  workgroup,
  consent,
}: Over = {}): GateHarness {
  const aws = new FakeAws();
  const entries = new Map<string, AwsCallEntry>();
  const asked: ConsentRequest[] = [];
  const gate = createAwsGate({
    caller: aws,
    session: { state, config: () => config ?? undefined },
    policy: () => ({ ...sitePolicy, ...site }),
    log: {
      async add(entry) {
        entries.set(entry.id, entry);
      },
      list: async () => [],
      prune: async () => 0,
    },
    consent: {
      async ask(request, signal) {
        asked.push(request);
        return (await consent?.(request, signal)) ?? 'denied';
      },
    },
    totals,
    workgroup: () => workgroup,
    onProblem(error) {
      throw error;
    },
  });
  return { gate, aws, asked, log: () => [...entries.values()] };
}

const signedIn: AwsSessionState = {
  status: 'signed in',
  identity: {
    account_id: ACCOUNT,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/analyst/ada`,
    role_name: 'analyst',
    user: 'ada@example.com',
    expires_at: '2026-11-30T13:00:00.000Z',
  },
};
