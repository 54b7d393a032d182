import { AwsError } from '../../core/app-error.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import type { Abort } from '../../core/ports/abort.ts';
import type { AthenaQuery } from '../../core/ports/athena.ts';
import type { AwsCaller } from '../../core/ports/aws.ts';
import { ask, executionSchema, startedSchema, type Execution } from './athena-answers.ts';
import { isTransient } from './transient.ts';
import { unlessAborted } from './unless-aborted.ts';

export type FollowParts = {
  /** Resolves after so many milliseconds. */
  wait: (milliseconds: number) => Promise<void>;
  /** 0 to 1, for the jitter. */
  random: () => number;
  /** Told what went wrong where nobody waits for an answer any more: a query that could not be stopped. */
  onProblem: (error: unknown) => void;
};

export type EndedQuery = { id: string; execution: Execution };

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;
const GROWTH = 1.5;
const RETRY_MS = 500;
const START_ATTEMPTS = 4;
/** Answers in a row that may fail to come while a query runs. */
const POLL_ATTEMPTS = 6;
const ENDED = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);

/** Starts the query and follows it to its end in AWS. Whatever else ends this, the query is stopped there. */
export async function runQuery(
  query: AthenaQuery,
  aws: AwsCaller,
  outputLocation: string | undefined,
  parts: FollowParts,
): Promise<EndedQuery> {
  const { signal } = query;
  // Not handed the signal: only its answer says what there is to stop.
  const begun = start(query, aws, outputLocation, parts);
  try {
    const id = await unlessAborted(begun, signal);
    return { id, execution: await follow(id, query, aws, parts) };
  } catch (error) {
    begun.then(
      (id) => stop(id, aws, parts),
      () => undefined,
    );
    throw error;
  }
}

async function start(
  query: AthenaQuery,
  aws: AwsCaller,
  outputLocation: string | undefined,
  parts: FollowParts,
): Promise<string> {
  const call = { service: 'athena', operation: 'StartQueryExecution', input: startInput(query, outputLocation) } as const;
  for (let attempt = 1; ; attempt++) {
    try {
      return (await ask(aws, call, startedSchema)).QueryExecutionId;
    } catch (error) {
      if (attempt === START_ATTEMPTS || query.signal?.aborted === true || !isTransient(error)) throw error;
      await parts.wait(RETRY_MS * 2 ** (attempt - 1) * jitter(parts));
    }
  }
}

/** The token is one for all attempts: AWS answers a repeated one with the query that it began already. */
function startInput({ sql, target }: AthenaQuery, outputLocation: string | undefined): AwsObject {
  const { workgroup, catalog, database, reuse_minutes } = target;
  return {
    QueryString: sql,
    QueryExecutionContext: { Catalog: catalog, Database: database },
    WorkGroup: workgroup,
    ClientRequestToken: crypto.randomUUID(),
    ...(outputLocation === undefined ? {} : { ResultConfiguration: { OutputLocation: outputLocation } }),
    ...(reuse_minutes > 0
      ? { ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: reuse_minutes } } }
      : {}),
  };
}

async function follow(id: string, query: AthenaQuery, aws: AwsCaller, parts: FollowParts): Promise<Execution> {
  const { signal, onProgress } = query;
  let missed = 0;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * GROWTH, LONGEST_WAIT_MS)) {
    await unlessAborted(parts.wait(wait * jitter(parts)), signal);
    try {
      const execution = await unlessAborted(readExecution(id, aws, signal), signal);
      missed = 0;
      const { State: state } = execution.Status;
      onProgress?.({ state, bytes_scanned: execution.Statistics?.DataScannedInBytes ?? 0, query_execution_id: id });
      if (ENDED.has(state)) return execution;
    } catch (error) {
      missed++;
      if (missed === POLL_ATTEMPTS || !isTransient(error)) throw error;
    }
  }
}

async function readExecution(id: string, aws: AwsCaller, signal: Abort | undefined): Promise<Execution> {
  const call = { service: 'athena', operation: 'GetQueryExecution', input: { QueryExecutionId: id } } as const;
  return (await ask(aws, call, executionSchema, signal)).QueryExecution;
}

async function stop(id: string, aws: AwsCaller, parts: FollowParts): Promise<void> {
  try {
    await aws.call({ service: 'athena', operation: 'StopQueryExecution', input: { QueryExecutionId: id } });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const text = `The query ${id} could not be stopped in Athena, and may go on to scan data: ${why} Stop it in the Athena console (Recent queries).`;
    const { code } = error instanceof AwsError ? error : { code: 'StopFailed' };
    parts.onProblem(new AwsError(code, text, { cause: error }));
  }
}

/** 0.8 to 1.2, so that many pages don't ask at the same moment. */
function jitter({ random }: FollowParts): number {
  return 0.8 + 0.4 * random();
}
