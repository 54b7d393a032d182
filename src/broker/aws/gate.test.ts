import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gateHarness, memoryTotals, type GateHarness } from '../../../test/harness/aws-gate.ts';
import { AwsError, PolicyError, ToolInputError } from '../../core/app-error.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import type { ConsentAnswer } from '../../core/ports/consent.ts';
import type { CallRecord } from '../../core/run.ts';
import { toAwsInput } from '../../protocol/aws-wire.ts';
import type { GateCaller } from './gate.ts';

const MB = 1024 ** 2;
const KEY = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-30T10:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A run that calls as code does. */
function run({ gate }: GateHarness, run_id = 'run_1', more: Partial<GateCaller> = {}) {
  const ended = new AbortController();
  const calls: CallRecord[] = [];
  const call = async (service: string, operation: string, input: AwsObject = {}, region?: string): Promise<unknown> => {
    const request = { service, operation, input_json: toAwsInput(input), signal: ended.signal };
    const caller = { origin: { kind: 'run' as const, run_id, workflow_id: 'wf_1', workflow_version: 3 }, ...more };
    const answer = await gate.aws(region === undefined ? request : { ...request, region }, {
      ...caller,
      onCall: (record) => calls.push(record),
    });
    return JSON.parse(answer.json);
  };
  const query = (sql: string, over: AwsObject = {}) =>
    call('athena', 'StartQueryExecution', { QueryString: sql, WorkGroup: 'finops', ...over });
  return { call, query, calls, end: () => ended.abort() };
}

describe('a call', () => {
  it('is passed on, answered, and written down with who made it', async () => {
    const harness = gateHarness();
    const { call, calls } = run(harness);
    expect(await call('glue', 'GetTable', { DatabaseName: 'cur', Name: 't' })).toEqual({ Done: 'GetTable' });
    expect(harness.aws.calls).toEqual([{ service: 'glue', operation: 'GetTable', input: { DatabaseName: 'cur', Name: 't' } }]);
    expect(harness.log()).toEqual([
      {
        kind: 'run',
        run_id: 'run_1',
        workflow_id: 'wf_1',
        workflow_version: 3,
        id: expect.stringMatching(/^call_/u),
        at: '2026-11-30T10:00:00.000Z',
        service: 'glue',
        operation: 'GetTable',
        resource: 'database cur, table t',
        decision: 'allowed',
        status: 'succeeded',
        duration_ms: 0,
      },
    ]);
    expect(calls).toEqual([{ service: 'glue', operation: 'GetTable', status: 'succeeded', duration_ms: 0 }]);
  });

  it('that is refused never reaches AWS, and is written down with the reason', async () => {
    const harness = gateHarness();
    const { call, calls } = run(harness);
    await expect(call('s3', 'PutObject', { Bucket: 'acme-open', Key: 'x' })).rejects.toThrow(PolicyError);
    await expect(call('ec2', 'DescribeInstances', {}, 'eu-west-1')).rejects.toThrow(/region "eu-west-1"/u);
    expect(harness.aws.calls).toEqual([]);
    expect(harness.log()).toMatchObject([
      {
        operation: 'PutObject',
        resource: 's3://acme-open/x',
        decision: 'refused',
        status: 'refused',
        reason: expect.stringContaining('not let through'),
      },
      { operation: 'DescribeInstances', decision: 'refused', status: 'refused' },
    ]);
    expect(calls.map(({ status }) => status)).toEqual(['refused', 'refused']);
  });

  it.each(['{', '[]', 'null', '"x"', '{"a":{"$blob":0}}', '{"a":{"$evil":0}}'])('of %s is no input', async (input_json) => {
    const { gate, aws, log } = gateHarness();
    const request = { service: 'sts', operation: 'GetCallerIdentity', input_json };
    await expect(gate.aws(request, { origin: { kind: 'query' } })).rejects.toThrow(ToolInputError);
    expect(aws.calls).toEqual([]);
    expect(log()).toMatchObject([{ status: 'refused' }]);
  });

  it("is written down with AWS's id of it, which code is told", async () => {
    const harness = gateHarness();
    harness.aws.answer = () => ({ Table: { Name: 't' }, $metadata: { requestId: 'r-2' } });
    expect(await run(harness).call('glue', 'GetTable', { DatabaseName: 'cur', Name: 't' })).toEqual({
      $object: [
        ['Table', { Name: 't' }],
        ['$metadata', { requestId: 'r-2' }],
      ],
    });
    expect(harness.log()).toMatchObject([{ status: 'succeeded', request_id: 'r-2' }]);
  });

  it('that names no workgroup goes to the chosen one, says so, and is written down so', async () => {
    const harness = gateHarness({ workgroup: 'audit' });
    const notes: string[] = [];
    const { call, query } = run(harness, 'run_1', { onNote: (note) => notes.push(note) });
    await call('athena', 'StartQueryExecution', { QueryString: 'SELECT 1' });
    expect(harness.aws.begun()).toMatchObject([{ workgroup: 'audit' }]);
    expect(notes).toEqual([expect.stringContaining('"audit"')]);
    expect(harness.log()).toMatchObject([{ resource: 'workgroup audit', decision: 'allowed' }]);
    await query('SELECT 1');
    expect(notes).toHaveLength(1);
  });

  it("may have its results where its workgroup has them, once that is learnt, and nowhere else's", async () => {
    const harness = gateHarness();
    const { query } = run(harness);
    const to = (OutputLocation: string) => query('SELECT 1', { ResultConfiguration: { OutputLocation } });
    await to('s3://acme-finops/out/mine/');
    await expect(to('s3://acme-finops/other/')).rejects.toThrow(/none of the site's .*"s3:\/\/acme-finops\/out\/"/u);
    expect(harness.aws.count('StartQueryExecution')).toBe(1);
    const signedOut = gateHarness({ state: { status: 'signed out' } });
    await expect(
      run(signedOut).query('SELECT 1', { ResultConfiguration: { OutputLocation: 's3://acme-finops/out/' } }),
    ).rejects.toMatchObject({ code: 'NotSignedIn' });
  });

  it('that AWS refuses is written down with its code', async () => {
    const harness = gateHarness();
    harness.aws.answer = () => {
      throw new AwsError('AccessDeniedException', 'not glue:GetTable', { request_id: 'r-1' });
    };
    await expect(run(harness).call('glue', 'GetTable', { DatabaseName: 'cur' })).rejects.toThrow(AwsError);
    expect(harness.log()).toMatchObject([
      { decision: 'allowed', status: 'failed', error_code: 'AccessDeniedException', request_id: 'r-1' },
    ]);
  });

  it('leaves no key and no signature in the log, whatever it holds', async () => {
    const harness = gateHarness();
    const { call, query } = run(harness);
    const signed = 'https://x/?X-Amz-Credential=abc&X-Amz-Signature=0123abcd';
    await expect(call('s3', 'GetObject', { Bucket: KEY, Key: signed })).rejects.toThrow(PolicyError);
    await expect(call(KEY, signed)).rejects.toThrow(PolicyError);
    await expect(call('lambda', 'Invoke', { FunctionName: KEY })).rejects.toThrow(PolicyError);
    await expect(query(`DROP TABLE ${KEY}`)).rejects.toThrow(PolicyError);
    expect(harness.log()).toHaveLength(4);
    const kept = JSON.stringify(harness.log());
    expect(kept).not.toContain(KEY);
    expect(kept).not.toContain('0123abcd');
    expect(kept).not.toContain('DROP TABLE');
  });

  it('is refused where AWS is not set up', async () => {
    await expect(run(gateHarness({ config: null })).call('sts', 'GetCallerIdentity')).rejects.toThrow(/AWS is not set up/u);
  });

  it('is not made once its run has ended', async () => {
    const harness = gateHarness();
    const { call, end } = run(harness);
    end();
    await expect(call('sts', 'GetCallerIdentity')).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(harness.aws.calls).toEqual([]);
    expect(harness.log()).toMatchObject([{ status: 'cancelled' }]);
  });
});

describe('objects in the place of results', () => {
  it('can be read once the workgroup says where that is; it is asked once', async () => {
    const harness = gateHarness();
    const { call } = run(harness);
    await call('s3', 'GetObject', { Bucket: 'acme-audit', Key: 'out/x.csv' });
    await expect(call('s3', 'GetObject', { Bucket: 'acme-audit', Key: 'secret' })).rejects.toThrow(/outside/u);
    await expect(call('s3', 'GetObject', { Bucket: 'evil', Key: 'x' })).rejects.toThrow(/bucket "evil"/u);
    expect(harness.aws.count('GetWorkGroup')).toBe(2);
  });
});

describe('a place of results that could not be learnt', () => {
  it('is asked for again a little later', async () => {
    const harness = gateHarness();
    const { call } = run(harness);
    harness.aws.answer = () => {
      throw new AwsError('NotSignedIn', 'Nobody is signed in');
    };
    const result = { Bucket: 'acme-audit', Key: 'out/x.csv' };
    await expect(call('s3', 'GetObject', result)).rejects.toThrow(PolicyError);
    harness.aws.answer = () => undefined;
    await expect(call('s3', 'GetObject', result)).rejects.toThrow(PolicyError);
    await vi.advanceTimersByTimeAsync(10_000);
    await call('s3', 'GetObject', result);
    expect(harness.aws.count('GetWorkGroup')).toBe(4);
  });
});

describe('the person', () => {
  const asking = (answer: ConsentAnswer) => gateHarness({ consent: async () => answer });

  it('is asked for a statement that writes, while the clock of the run stands still', async () => {
    const clock: string[] = [];
    const harness = gateHarness({
      consent: async () => {
        clock.push('asked');
        return 'once';
      },
    });
    const pauseClock = () => {
      clock.push('paused');
      return () => void clock.push('resumed');
    };
    await run(harness, 'run_1', { pauseClock }).query('DROP TABLE t');
    expect(clock).toEqual(['paused', 'asked', 'resumed']);
    expect(harness.asked).toMatchObject([
      { origin: { kind: 'run', run_id: 'run_1' }, code: { language: 'sql', text: 'DROP TABLE t' } },
    ]);
    expect(harness.log()).toMatchObject([{ decision: 'approved', status: 'succeeded' }]);
  });

  it('says no, and nothing is done', async () => {
    const harness = asking('denied');
    await expect(run(harness).query('DROP TABLE t')).rejects.toThrow('The query was not started: the person did not allow it.');
    expect(harness.aws.calls).toEqual([]);
    expect(harness.log()).toMatchObject([{ decision: 'denied', status: 'refused' }]);
  });

  it('is asked each time after "once"', async () => {
    const harness = asking('once');
    const { query } = run(harness);
    await query('DROP TABLE a');
    await query('DROP TABLE b');
    expect(harness.asked).toHaveLength(2);
  });

  it('is asked once for a run after "run", also by statements that come at the same time, and again for another', async () => {
    const harness = asking('run');
    const first = run(harness);
    await Promise.all([first.query('DROP TABLE a'), first.query('DROP TABLE b'), first.query('DROP TABLE c')]);
    expect(harness.asked).toHaveLength(1);
    first.end();
    await run(harness, 'run_2').query('DROP TABLE d');
    expect(harness.asked).toHaveLength(2);
    await run(harness, 'run_1').query('DROP TABLE e');
    expect(harness.asked).toHaveLength(3);
  });

  it('is not asked for what no answer could allow', async () => {
    const harness = asking('run');
    const { query } = run(harness);
    await expect(query("UNLOAD (SELECT 1) TO 's3://evil/'")).rejects.toThrow(PolicyError);
    await expect(query('SELECT 1; DROP TABLE t')).rejects.toThrow(PolicyError);
    expect(harness.asked).toEqual([]);
  });

  it('is not asked where nobody is signed in', async () => {
    const harness = gateHarness({ state: { status: 'signed out' }, consent: async () => 'run' });
    await expect(run(harness).query('DROP TABLE t')).rejects.toMatchObject({ name: 'AwsError', code: 'NotSignedIn' });
    expect(harness.asked).toEqual([]);
  });

  it('need not answer any more when the run has ended', async () => {
    const waiting = Promise.withResolvers<ConsentAnswer>();
    const harness = gateHarness({ consent: async () => await waiting.promise });
    const { query, end } = run(harness);
    const asked = query('DROP TABLE t');
    const failed = expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await vi.advanceTimersByTimeAsync(0);
    end();
    waiting.resolve('run');
    await failed;
    expect(harness.aws.calls).toEqual([]);
    expect(harness.log()).toMatchObject([{ status: 'cancelled' }]);
  });
});

describe('how much a run may ask', () => {
  it('waits where it makes more calls than a second may have', async () => {
    const harness = gateHarness();
    const { call } = run(harness);
    const calls = Array.from({ length: 60 }, () => call('sts', 'GetCallerIdentity'));
    await vi.advanceTimersByTimeAsync(0);
    expect(harness.aws.calls).toHaveLength(20);
    await vi.advanceTimersByTimeAsync(1000);
    expect(harness.aws.calls).toHaveLength(40);
    await vi.advanceTimersByTimeAsync(1000);
    await Promise.all(calls);
    expect(harness.aws.calls).toHaveLength(60);
  });

  it('ends at its last call, and the log does not grow with what comes after', async () => {
    const harness = gateHarness();
    const { call, calls } = run(harness);
    const asked = Promise.allSettled(Array.from({ length: 5100 }, () => call('sts', 'GetCallerIdentity')));
    await vi.advanceTimersByTimeAsync(300_000);
    const refused = (await asked).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(100);
    expect(refused[0]).toMatchObject({ reason: { name: 'PolicyError', message: expect.stringContaining('5,000 calls') } });
    expect(harness.aws.calls).toHaveLength(5000);
    expect(harness.log()).toHaveLength(5001);
    expect(calls).toHaveLength(5001);
  });

  it('has five queries run at once; the next begins when one has ended, though nobody asks for it', async () => {
    const harness = gateHarness();
    const { query } = run(harness);
    const begun = Array.from({ length: 7 }, (_, index) => query(`SELECT ${index}`));
    await vi.advanceTimersByTimeAsync(1000);
    expect(harness.aws.count('StartQueryExecution')).toBe(5);
    for (const each of harness.aws.begun()) Object.assign(each, { state: 'SUCCEEDED', bytes: MB });
    await vi.advanceTimersByTimeAsync(5000);
    expect(harness.aws.count('StartQueryExecution')).toBe(7);
    await Promise.all(begun);
  });

  it('gives up its place in the queue when it ends', async () => {
    const harness = gateHarness();
    const first = run(harness);
    for (let count = 0; count < 5; count++) await first.query('SELECT 1');
    const waiting = first.query('SELECT 2');
    const failed = expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await vi.advanceTimersByTimeAsync(100);
    first.end();
    await failed;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(harness.aws.count('StartQueryExecution')).toBe(5);
    expect(harness.aws.begun().map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'CANCELLED'));
  });
});

describe('a query', () => {
  it('is watched to its end where its code never asks, and what it scanned is counted and written down', async () => {
    const totals = memoryTotals();
    const harness = gateHarness({ totals });
    const { query } = run(harness);
    expect(await query('SELECT 1')).toEqual({ QueryExecutionId: 'query-1' });
    expect(await harness.gate.scannedToday()).toBe(10 * MB);
    await vi.advanceTimersByTimeAsync(3000);
    Object.assign(harness.aws.begun()[0] ?? {}, { bytes: 300 * MB });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await harness.gate.scannedToday()).toBe(300 * MB);
    Object.assign(harness.aws.begun()[0] ?? {}, { state: 'SUCCEEDED', bytes: 400 * MB });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await totals.read('2026-11-30')).toBe(400 * MB);
    expect(harness.log()).toMatchObject([
      { operation: 'StartQueryExecution', resource: 'workgroup finops', bytes_scanned: 400 * MB, request_id: 'query-1' },
    ]);
    const looks = harness.aws.count('GetQueryExecution');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(harness.aws.count('GetQueryExecution')).toBe(looks);
  });

  it('is not asked for twice where its code asks itself; the record of the run has the bytes once', async () => {
    const harness = gateHarness();
    const { query, call, calls } = run(harness);
    await query('SELECT 1');
    for (let look = 0; look < 20; look++) {
      await vi.advanceTimersByTimeAsync(200);
      await call('athena', 'GetQueryExecution', { QueryExecutionId: 'query-1' });
    }
    expect(harness.aws.count('GetQueryExecution')).toBe(20);
    Object.assign(harness.aws.begun()[0] ?? {}, { state: 'SUCCEEDED', bytes: 5 * MB });
    await call('athena', 'GetQueryExecution', { QueryExecutionId: 'query-1' });
    await call('athena', 'GetQueryExecution', { QueryExecutionId: 'query-1' });
    expect(calls.map(({ bytes_scanned }) => bytes_scanned).filter((bytes) => bytes !== undefined)).toEqual([5 * MB]);
    expect(await harness.gate.scannedToday()).toBe(10 * MB);
  });

  it('is stopped in AWS when its run ends, once, and written down as such', async () => {
    const harness = gateHarness();
    const { query, end } = run(harness);
    await query('SELECT 1');
    await query('SELECT 2');
    Object.assign(harness.aws.begun()[0] ?? {}, { state: 'SUCCEEDED', bytes: MB });
    await vi.advanceTimersByTimeAsync(1000);
    end();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(harness.aws.calls.filter(({ operation }) => operation === 'StopQueryExecution')).toEqual([
      { service: 'athena', operation: 'StopQueryExecution', input: { QueryExecutionId: 'query-2' } },
    ]);
    expect(harness.log().at(-1)).toMatchObject({ operation: 'StopQueryExecution', resource: 'query query-2', run_id: 'run_1' });
    expect(await harness.gate.scannedToday()).toBe(10 * MB);
  });

  it('is stopped too where the run ended before Athena had said its id', async () => {
    const harness = gateHarness();
    const { query, end } = run(harness);
    const slow = Promise.withResolvers<void>();
    const send = harness.aws.call.bind(harness.aws);
    harness.aws.call = async (call) => {
      if (call.operation === 'StartQueryExecution') await slow.promise;
      return await send(call);
    };
    const failed = expect(query('SELECT 1')).rejects.toMatchObject({ name: 'AbortError' });
    await vi.advanceTimersByTimeAsync(10);
    end();
    await failed;
    slow.resolve();
    await vi.advanceTimersByTimeAsync(1000);
    expect(harness.aws.begun()).toMatchObject([{ state: 'CANCELLED' }]);
  });

  it('is stopped when it passes the budget, and whoever asks for it is told why', async () => {
    const harness = gateHarness({ site: { bytes_per_run: 100 * MB } });
    const { query, call } = run(harness);
    await query('SELECT 1');
    Object.assign(harness.aws.begun()[0] ?? {}, { bytes: 101 * MB });
    await vi.advanceTimersByTimeAsync(1000);
    expect(harness.aws.begun()).toMatchObject([{ state: 'CANCELLED' }]);
    for (const operation of ['GetQueryExecution', 'GetQueryResults'])
      await expect(call('athena', operation, { QueryExecutionId: 'query-1' })).rejects.toThrow(
        /The query was stopped: the queries of this run have scanned 101 MB of the 100 MB.*policy\.bytes_per_run/u,
      );
    await expect(query('SELECT 2')).rejects.toThrow(/The query was not started/u);
  });

  it('cannot be one of many small ones that pass the budget together', async () => {
    const harness = gateHarness({ site: { bytes_per_run: 100 * MB } });
    const { query } = run(harness);
    harness.aws.answer = ({ operation, input }) => {
      for (const each of harness.aws.begun()) Object.assign(each, { state: 'SUCCEEDED', bytes: 1 });
      return operation === 'Nothing' ? input : undefined;
    };
    const asked = Promise.allSettled(Array.from({ length: 40 }, (_, index) => query(`SELECT ${index}`)));
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await asked).filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(harness.log().filter(({ decision }) => decision === 'refused')).toHaveLength(30);
  });

  it('counts once where a repeated token names one that was begun already', async () => {
    const harness = gateHarness();
    const { query } = run(harness);
    await query('SELECT 1', { ClientRequestToken: 'a-token-of-at-least-32-characters' });
    await query('SELECT 1', { ClientRequestToken: 'a-token-of-at-least-32-characters' });
    await vi.advanceTimersByTimeAsync(0);
    expect(await harness.gate.scannedToday()).toBe(10 * MB);
  });

  it('that could not be begun counts nothing, and leaves its place', async () => {
    const harness = gateHarness();
    const { query } = run(harness);
    harness.aws.answer = () => {
      throw new AwsError('InvalidRequestException', 'mismatched input');
    };
    for (let count = 0; count < 8; count++) await expect(query('SELECT 1')).rejects.toThrow(AwsError);
    expect(await harness.gate.scannedToday()).toBe(0);
  });

  it('is stopped only by the run that began it', async () => {
    const harness = gateHarness();
    const first = run(harness);
    await first.query('SELECT 1');
    const stop = { QueryExecutionId: 'query-1' };
    await expect(run(harness, 'run_2').call('athena', 'StopQueryExecution', stop)).rejects.toThrow(/not begun by this run/u);
    await first.call('athena', 'StopQueryExecution', stop);
    expect(harness.aws.begun()).toMatchObject([{ state: 'CANCELLED' }]);
    const page = harness.gate.callerFor({ origin: { kind: 'page' } });
    await page.call({ service: 'athena', operation: 'StopQueryExecution', input: stop });
    expect(harness.log().filter(({ status }) => status === 'refused')).toHaveLength(1);
  });

  it('of another workgroup is not told of, nor are its results', async () => {
    const harness = gateHarness();
    const { call } = run(harness);
    harness.aws.queries.set('theirs', { state: 'SUCCEEDED', bytes: 1, workgroup: 'other', sql: '' });
    harness.aws.queries.set('ours', { state: 'SUCCEEDED', bytes: 1, workgroup: 'audit', sql: '' });
    await expect(call('athena', 'GetQueryExecution', { QueryExecutionId: 'theirs' })).rejects.toThrow(/workgroup "other"/u);
    await expect(call('athena', 'GetQueryResults', { QueryExecutionId: 'theirs' })).rejects.toThrow(/workgroup "other"/u);
    expect(harness.aws.count('GetQueryResults')).toBe(0);
    await call('athena', 'GetQueryResults', { QueryExecutionId: 'ours' });
    await call('athena', 'GetQueryResults', { QueryExecutionId: 'ours' });
    expect(harness.aws.calls.filter(({ input }) => input['QueryExecutionId'] === 'ours')).toHaveLength(3);
    harness.aws.answer = ({ operation }) =>
      operation === 'BatchGetQueryExecution' ? { QueryExecutions: [{ WorkGroup: 'audit' }, { WorkGroup: 'other' }] } : undefined;
    await expect(call('athena', 'BatchGetQueryExecution', { QueryExecutionIds: ['a', 'b'] })).rejects.toThrow(
      /workgroup "other"/u,
    );
  });
});

describe('a caller for the engine', () => {
  it('can stop its query when the run is over, without a second stop', async () => {
    const harness = gateHarness();
    const ended = new AbortController();
    const caller = harness.gate.callerFor({ origin: { kind: 'run', run_id: 'run_1' }, signal: ended.signal });
    await caller.call({
      service: 'athena',
      operation: 'StartQueryExecution',
      input: { QueryString: 'SELECT 1', WorkGroup: 'finops' },
    });
    ended.abort();
    await caller.call({ service: 'athena', operation: 'StopQueryExecution', input: { QueryExecutionId: 'query-1' } });
    await expect(caller.call({ service: 'sts', operation: 'GetCallerIdentity', input: {} })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(harness.aws.count('StopQueryExecution')).toBe(1);
  });

  it('holds the page to the same policy', async () => {
    const page = gateHarness().gate.callerFor({ origin: { kind: 'page' } });
    await expect(page.call({ service: 'athena', operation: 'GetWorkGroup', input: { WorkGroup: 'other' } })).rejects.toThrow(
      PolicyError,
    );
  });
});
