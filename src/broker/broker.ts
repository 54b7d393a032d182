import { PolicyError } from '../core/app-error.ts';
import type { AwsCallOrigin } from '../core/aws/call-entry.ts';
import type { CallRecord } from '../core/run.ts';
import type { OnLoadProgress, SqlEngine } from '../core/ports/sql-engine.ts';
import type { Abort } from '../core/ports/abort.ts';
import type { AwsWire } from '../protocol/aws-wire.ts';
import type { QueryRows } from './query-rows.ts';
import type { AwsGate } from './aws/gate.ts';
import { NOT_SET_UP } from './aws/not-set-up.ts';
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

/** A call to AWS as code gave it: nothing of it is checked yet. `input_json` is in the form of `aws-wire.ts`. */
export type BrokerAwsRequest = { service: string; operation: string; region?: string; input_json: string; signal?: Abort };

/** Who asks, and what of the call they want to know. */
export type BrokerCaller = {
  /** For the audit log; a query without a run where it is left out. */
  origin?: AwsCallOrigin;
  /** What a query in Athena is at, as text for a person, with the bytes that it has scanned so far. */
  onQueryProgress?(progress: { text: string; bytes_scanned: number }): void;
  onLoading?: OnLoadProgress;
  /** Stops the caller's clock while something loads; the answer starts it again. */
  pauseClock?(): () => void;
  /** The audit of the call, once, when it has ended. */
  onCall?(call: CallRecord): void;
  /** What was put into a call to AWS that the code had left out: a sentence without its full stop. */
  onNote?(note: string): void;
};

/**
 * What stands between code and everything outside of it. Each capability is a file of its own that parses the request, decides by
 * policy, does, and says what was done.
 */
export type Broker = {
  /** Rejects with `QueryError`, `PolicyError`, `ToolInputError` or an `AbortError`. */
  query(query: BrokerQuery, caller?: BrokerCaller): Promise<QueryRows>;
  /** Rejects with `AwsError`, `PolicyError`, `ToolInputError` or an `AbortError`. */
  aws(request: BrokerAwsRequest, caller?: BrokerCaller): Promise<AwsWire>;
};

/** AWS, where the page can have it: the gate that all of its calls go through, and Athena over it. */
export type BrokerAws = {
  gate: AwsGate;
  query(query: BrokerQuery, caller: BrokerCaller): Promise<QueryRows>;
};

/** `aws` loads what it needs when it is first asked for. */
export function createBroker({ engine, aws }: { engine: SqlEngine; aws?: () => Promise<BrokerAws> }): Broker {
  return {
    query: async (query, caller = {}) =>
      query.connection === 'athena' && aws !== undefined
        ? await (await aws()).query(query, caller)
        : await runQuery(engine, query, caller),
    async aws(request, caller = {}) {
      if (aws === undefined) throw new PolicyError(NOT_SET_UP);
      const { gate } = await aws();
      return await gate.aws(request, { ...caller, origin: caller.origin ?? { kind: 'query' } });
    },
  };
}
