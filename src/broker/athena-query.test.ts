import { describe, expect, it } from 'vitest';
import { gateHarness } from '../../test/harness/aws-gate.ts';
import { AwsError, PolicyError, QueryError, ToolInputError } from '../core/app-error.ts';
import type { AthenaAnswer, AthenaEngine, AthenaTarget } from '../core/ports/athena.ts';
import type { SqlEngine } from '../core/ports/sql-engine.ts';
import type { CallRecord } from '../core/run.ts';
import { createBroker } from './broker.ts';
import { MAX_SQL_BYTES } from './query.ts';

const MB = 1024 ** 2;

const answer: AthenaAnswer = {
  columns: [{ name: 'a', type: 'INTEGER' }],
  chunks: [new TextEncoder().encode('[[1]]')],
  row_count: 1,
  truncated: false,
  duration_ms: 5,
  bytes_scanned: 12.3 * MB,
  query_execution_id: 'query-1',
  reused: false,
};

const target: AthenaTarget = { workgroup: 'finops', catalog: 'AwsDataCatalog', database: 'cur', reuse_minutes: 0 };

function broker(query: AthenaEngine['query'], chosen: AthenaTarget | undefined = target) {
  const harness = gateHarness();
  const refused = (): never => {
    throw new Error('not asked here');
  };
  const athena = { query, workgroups: refused, catalogs: refused, databases: refused, tables: refused };
  const engine = { query: refused, prepare: refused } as unknown as SqlEngine;
  const aws = { gate: harness.gate, athena, target: () => chosen, usdPerTb: () => '5.00' };
  return { harness, broker: createBroker({ engine, aws }) };
}

const wanted = { connection: 'athena', sql: 'SELECT 1', max_rows: 10, max_bytes: 1000 };

describe('a query on the connection athena', () => {
  it('is run by the engine over the gate, and told of as it goes', async () => {
    const calls: CallRecord[] = [];
    const told: object[] = [];
    const { broker: asked, harness } = broker(async (query, aws) => {
      expect(query).toMatchObject({ target, sql: 'SELECT 1', max_rows: 10, max_bytes: 1000 });
      await aws.call({
        service: 'athena',
        operation: 'StartQueryExecution',
        input: { QueryString: query.sql, WorkGroup: query.target.workgroup },
      });
      query.onProgress?.({ state: 'RUNNING', bytes_scanned: 12.3 * MB, query_execution_id: 'query-1' });
      return answer;
    });
    const rows = await asked.query(wanted, {
      origin: { kind: 'run', run_id: 'run_1' },
      onCall: (call) => calls.push(call),
      onQueryProgress: (progress) => told.push(progress),
    });
    expect(await rows.rows()).toEqual([[1]]);
    expect(told).toEqual([{ text: 'Athena: running · 12.3 MB scanned · about $0.0001', bytes_scanned: 12.3 * MB }]);
    expect(calls).toEqual([
      { service: 'athena', operation: 'query', status: 'succeeded', duration_ms: expect.any(Number), bytes_scanned: 12.3 * MB },
    ]);
    expect(harness.log()).toMatchObject([{ kind: 'run', run_id: 'run_1', operation: 'StartQueryExecution' }]);
  });

  it('that AWS refuses is an error of a query; what the policy refuses stays that', async () => {
    const calls: CallRecord[] = [];
    const onCall = (call: CallRecord): void => void calls.push(call);
    const failed = broker(async () => {
      throw new AwsError('AccessDeniedException', 'The role may not athena:StartQueryExecution');
    }).broker;
    await expect(failed.query(wanted, { onCall })).rejects.toThrow(new QueryError('The role may not athena:StartQueryExecution'));
    const writes = broker(async ({ sql }, aws) => {
      await aws.call({ service: 'athena', operation: 'StartQueryExecution', input: { QueryString: sql, WorkGroup: 'finops' } });
      return answer;
    });
    await expect(writes.broker.query({ ...wanted, sql: 'DROP TABLE t' }, { onCall })).rejects.toThrow(PolicyError);
    expect(writes.harness.asked).toHaveLength(1);
    expect(calls.map(({ status }) => status)).toEqual(['failed', 'refused']);
  });

  it('needs a workgroup, and a text of a length that Athena takes', async () => {
    const never = async (): Promise<AthenaAnswer> => answer;
    const gate = broker(never);
    await expect(gate.broker.query({ ...wanted, sql: ' '.repeat(MAX_SQL_BYTES + 1) })).rejects.toThrow(QueryError);
    const { gate: awsGate } = gate.harness;
    const engine = {} as SqlEngine;
    const aws = {
      gate: awsGate,
      athena: { query: never } as unknown as AthenaEngine,
      target: () => undefined,
      usdPerTb: () => '5',
    };
    await expect(createBroker({ engine, aws }).query(wanted)).rejects.toThrow(ToolInputError);
  });

  it('is no connection where AWS is not set up', async () => {
    const without = createBroker({ engine: {} as SqlEngine });
    await expect(without.query(wanted)).rejects.toThrow(ToolInputError);
    await expect(without.aws({ service: 'sts', operation: 'GetCallerIdentity', input_json: '{}' })).rejects.toThrow(PolicyError);
  });
});
