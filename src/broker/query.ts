import { z } from 'zod';
import { PolicyError, QueryError, ToolInputError } from '../core/app-error.ts';
import type { SqlEngine } from '../core/ports/sql-engine.ts';
import type { CallRecord } from '../core/run.ts';
import type { BrokerCaller, BrokerQuery } from './broker.ts';
import { withRows, type QueryRows } from './query-rows.ts';

/** Athena's own limit for a query's text, in bytes of UTF-8. Source: Athena service quotas, "query string length". */
export const MAX_SQL_BYTES = 262_144;

const embedded = z.enum(['sample', 'local']);

/** parse → decide → do → audit. Reading statements only: the engine refuses the rest before anything runs. */
export async function runQuery(engine: SqlEngine, query: BrokerQuery, caller: BrokerCaller): Promise<QueryRows> {
  let started = performance.now();
  try {
    const connection = parse(query);
    const resume = caller.pauseClock?.();
    try {
      await engine.prepare(connection, caller.onLoading);
    } finally {
      resume?.();
      // What loads once is not what this query took.
      started = performance.now();
    }
    const answer = await engine.query({ ...query, connection });
    caller.onCall?.(record('succeeded', started));
    return withRows(answer);
  } catch (error) {
    caller.onCall?.(record(failure(error), started));
    throw error;
  }
}

function parse(query: BrokerQuery): 'sample' | 'local' {
  refuseLongSql(query.sql);
  const connection = embedded.safeParse(query.connection);
  if (connection.success) return connection.data;
  throw new ToolInputError(`connection: got "${query.connection}", wants "sample" or "local"`);
}

export function refuseLongSql(sql: string): void {
  const bytes = new TextEncoder().encode(sql).length;
  if (bytes <= MAX_SQL_BYTES) return;
  throw new QueryError(
    `The query has ${bytes} bytes; at most ${MAX_SQL_BYTES} are allowed. Put long lists into a file and open it as a table.`,
  );
}

export function failure(error: unknown): CallRecord['status'] {
  if (error instanceof PolicyError) return 'refused';
  return error instanceof Error && error.name === 'AbortError' ? 'cancelled' : 'failed';
}

function record(status: CallRecord['status'], started: number): CallRecord {
  return { service: 'duckdb', operation: 'query', status, duration_ms: Math.round((performance.now() - started) * 10) / 10 };
}
