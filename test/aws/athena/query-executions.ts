import { randomUUID } from 'node:crypto';
import type { QueryExecution } from '@aws-sdk/client-athena';
import { PolicyError, QueryError } from '../../../src/core/app-error.ts';
import type { BillingEngine } from '../engine/billing-engine.ts';
import type { Buckets } from '../world/buckets.ts';
import type { Clock } from '../world/clock.ts';
import type { FaultRules } from '../world/fault-rules.ts';
import type { WorkGroup } from '../world/work-groups.ts';
import { DATABASE } from '../world/account.ts';
import { askBilling } from './ask-billing.ts';
import { type Failure, failure, ownFailure } from './failures.ts';
import { NO_RESULT, queryResult, resultFile, type QueryResult } from './query-result.ts';
import type { ReadStatement } from './read-statement.ts';
import { scannedBytes } from './scanned-bytes.ts';

const QUEUE_MS = 20;
const LEAST_RUNNING_MS = 40;

export type QueryOrder = {
  statement: ReadStatement;
  sql: string;
  workgroup: WorkGroup;
  /** "s3://bucket/prefix/". */
  output_location: string;
  context: QueryExecution['QueryExecutionContext'];
  /** How old a result may be that is given again, where that is wanted. */
  reuse_minutes?: number;
};

type State = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** One query from its start to its end. */
export type Execution = QueryOrder & {
  id: string;
  submitted_at: Date;
  running_at?: Date;
  completed_at?: Date;
  state: State;
  reason?: string;
  failure?: Failure;
  /** All that it scans; how much of it is told grows while it runs. */
  bytes: number;
  expected_ms: number;
  reused: boolean;
  result: QueryResult;
  file?: string;
  stop: AbortController;
};

type Parts = { engine: BillingEngine; buckets: Buckets; clock: Clock; rules: FaultRules };

/** Athena's queries: run by the app's engine, kept with their results. */
export class QueryExecutions {
  /** Statements that would have changed something: nothing of them is done. */
  readonly writes: { id: string; sql: string; subtype: string }[] = [];
  private readonly byId = new Map<string, Execution>();
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  find(id: string): Execution | undefined {
    return this.byId.get(id);
  }

  /** Newest first. */
  all(): Execution[] {
    return [...this.byId.values()].toReversed();
  }

  start(order: QueryOrder): Execution {
    const execution: Execution = {
      ...order,
      id: randomUUID(),
      submitted_at: this.parts.clock.now(),
      state: 'QUEUED',
      bytes: 0,
      expected_ms: LEAST_RUNNING_MS,
      reused: false,
      result: NO_RESULT,
      stop: new AbortController(),
    };
    this.byId.set(execution.id, execution);
    void this.run(execution);
    return execution;
  }

  stop(execution: Execution): void {
    if (isOver(execution)) return;
    execution.stop.abort();
    this.end(execution, 'CANCELLED', 'Query was cancelled by user');
  }

  /** Bytes that are told of it now. */
  scanned(execution: Execution): number {
    const { running_at, bytes, expected_ms, state } = execution;
    if (state !== 'RUNNING' || running_at === undefined) return isOver(execution) ? bytes : 0;
    const share = (this.parts.clock.now().getTime() - running_at.getTime()) / expected_ms;
    return Math.floor(bytes * Math.min(0.95, share));
  }

  private async run(execution: Execution): Promise<void> {
    const faults = this.parts.rules.forQuery(execution.sql);
    const most = (key: 'slow_ms' | 'queue_ms', least: number) => Math.max(least, ...faults.map((fault) => fault[key] ?? 0));
    await pause(most('queue_ms', QUEUE_MS), execution);
    if (isOver(execution)) return;
    execution.state = 'RUNNING';
    execution.running_at = this.parts.clock.now();
    execution.expected_ms = most('slow_ms', LEAST_RUNNING_MS);
    const waited = pause(execution.expected_ms, execution);
    try {
      const bytes = faults.find((fault) => fault.bytes !== undefined)?.bytes;
      const fail = faults.find((fault) => fault.fail !== undefined)?.fail;
      if (bytes !== undefined) execution.bytes = bytes;
      if (fail === undefined) await this.answer(execution, bytes);
      await waited;
      if (fail !== undefined) return this.fail(execution, failure(fail, execution.id));
      const cell = faults.find((fault) => fault.huge_cell_bytes !== undefined)?.huge_cell_bytes;
      const row = execution.result.rows[0];
      if (cell !== undefined && row !== undefined) row[0] = 'x'.repeat(cell);
      this.succeed(execution);
    } catch (error) {
      await waited;
      this.fail(execution, ownFailure(athenasWords(error)));
    }
  }

  private async answer(execution: Execution, bytes: number | undefined): Promise<void> {
    const { statement, context } = execution;
    if (statement.writes) {
      this.writes.push({ id: execution.id, sql: execution.sql, subtype: statement.subtype });
      return;
    }
    const earlier = this.reusable(execution);
    if (earlier !== undefined) {
      execution.reused = true;
      execution.result = earlier.result;
      return;
    }
    const database = context?.Database?.toLowerCase();
    if (database !== undefined && database !== DATABASE && database !== 'default')
      throw new QueryError(`SCHEMA_NOT_FOUND: line 1:15: Schema '${database}' does not exist`);
    await this.parts.engine.prepare();
    if (bytes === undefined && statement.type === 'DML')
      execution.bytes = scannedBytes(statement.text, await this.parts.engine.tables());
    if (overCutoff(execution)) return;
    const named = statement.subtype === 'SHOW_DATABASES' || statement.subtype === 'SHOW_SCHEMAS';
    const answer = named
      ? { columns: [{ name: 'database_name', type: 'varchar' }], rows: [[DATABASE], ['default']], notes: [] }
      : await askBilling(this.parts.engine, statement.text, execution.stop.signal);
    execution.result = queryResult(statement, answer);
  }

  private reusable({ id, sql, workgroup, reuse_minutes }: Execution): Execution | undefined {
    if (reuse_minutes === undefined) return undefined;
    const since = this.parts.clock.now().getTime() - reuse_minutes * 60_000;
    return this.all().find(
      (each) =>
        each.id !== id &&
        each.state === 'SUCCEEDED' &&
        each.statement.type === 'DML' &&
        each.sql === sql &&
        each.workgroup.name === workgroup.name &&
        (each.completed_at?.getTime() ?? 0) >= since,
    );
  }

  private succeed(execution: Execution): void {
    if (isOver(execution)) return;
    if (overCutoff(execution)) {
      execution.bytes = execution.workgroup.bytes_cutoff ?? 0;
      return this.end(execution, 'CANCELLED', 'Bytes scanned limit was exceeded');
    }
    const { text, ending } = resultFile(execution.result, execution.statement.type);
    execution.file = `${execution.output_location}${execution.id}.${ending}`;
    const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.*)$/u.exec(execution.file) ?? [];
    if (this.parts.buckets.find(bucket) === undefined)
      return this.fail(execution, {
        ...ownFailure(`Unable to verify/create output bucket ${bucket}`),
        type: 1100,
      });
    this.parts.buckets.put(bucket, key, text, ending === 'csv' ? 'application/octet-stream' : 'text/plain');
    this.parts.buckets.put(bucket, `${key}.metadata`, 'columns');
    this.end(execution, 'SUCCEEDED');
  }

  private fail(execution: Execution, failed: Failure): void {
    if (isOver(execution)) return;
    execution.failure = failed;
    this.end(execution, 'FAILED', failed.reason);
  }

  private end(execution: Execution, state: State, reason?: string): void {
    execution.state = state;
    execution.completed_at = this.parts.clock.now();
    if (reason !== undefined) execution.reason = reason;
  }
}

export function isOver({ state }: Execution): boolean {
  return state !== 'QUEUED' && state !== 'RUNNING';
}

function overCutoff({ bytes, workgroup }: Execution): boolean {
  return workgroup.bytes_cutoff !== undefined && bytes > workgroup.bytes_cutoff;
}

function pause(milliseconds: number, { stop }: Execution): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    stop.signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The connection of the engine is called otherwise than the database here. */
function athenasWords(error: unknown): string {
  if (!(error instanceof QueryError) && !(error instanceof PolicyError))
    return `GENERIC_INTERNAL_ERROR: ${error instanceof Error ? error.message : String(error)}`;
  return error.message.replaceAll("'sample.", `'awsdatacatalog.${DATABASE}.`).replaceAll(/ \(sample has [^)]*\)/gu, '');
}
