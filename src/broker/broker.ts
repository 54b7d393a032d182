import type { CallRecord } from '../core/run.ts';
import type { OnLoadProgress, SqlEngine } from '../core/ports/sql-engine.ts';
import type { Abort } from '../core/ports/abort.ts';
import type { QueryRows } from './query-rows.ts';
import { runQuery } from './query.ts';

export type BrokerQuery = {
  /** The id of a connection that there is. */
  connection: string;
  sql: string;
  max_rows: number;
  /** Of JSON, before the answer is cut. */
  max_bytes: number;
  signal?: Abort;
};

/** Who asks, and what of the call they want to know. */
export type BrokerCaller = {
  onLoading?: OnLoadProgress;
  /** Stops the caller's clock while something loads; the answer starts it again. */
  pauseClock?(): () => void;
  /** The audit of the call, once, when it has ended. */
  onCall?(call: CallRecord): void;
};

/**
 * What stands between code and everything outside of it. Each capability is a file of its own that parses the request, decides by
 * policy, does, and says what was done.
 */
export type Broker = {
  /** Rejects with `QueryError`, `PolicyError`, `ToolInputError` or an `AbortError`. */
  query(query: BrokerQuery, caller?: BrokerCaller): Promise<QueryRows>;
};

export function createBroker(parts: { engine: SqlEngine }): Broker {
  return { query: (query, caller = {}) => runQuery(parts.engine, query, caller) };
}
