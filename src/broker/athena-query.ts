import { AwsError, QueryError, ToolInputError } from '../core/app-error.ts';
import { scanCost, scannedText } from '../core/aws/scan-cost.ts';
import type { AthenaEngine, AthenaProgress, AthenaTarget } from '../core/ports/athena.ts';
import type { CallRecord } from '../core/run.ts';
import type { AwsGate } from './aws/gate.ts';
import type { BrokerCaller, BrokerQuery } from './broker.ts';
import { failure, refuseLongSql } from './query.ts';
import { withRows, type QueryRows } from './query-rows.ts';

/** What a query on the connection "athena" needs. */
export type AthenaQueries = {
  athena: AthenaEngine;
  /** Where queries go as chosen now; undefined where the site names no workgroup. */
  target: () => AthenaTarget | undefined;
  /** US dollars of a terabyte scanned, as a decimal text. */
  usdPerTb: () => string;
};

/** The engine asks AWS through the gate, which decides on each of its calls; here is only what the query is for whoever asked. */
export async function runAthenaQuery(
  parts: AthenaQueries & { gate: AwsGate },
  { sql, max_rows, max_bytes, signal }: BrokerQuery,
  { origin = { kind: 'query' }, pauseClock, onQueryProgress, onCall }: BrokerCaller,
): Promise<QueryRows> {
  const started = performance.now();
  let scanned: number | undefined;
  const record = (status: CallRecord['status']): CallRecord => ({
    service: 'athena',
    operation: 'query',
    status,
    duration_ms: Math.round((performance.now() - started) * 10) / 10,
    ...(scanned === undefined ? {} : { bytes_scanned: scanned }),
  });
  const onProgress = (progress: AthenaProgress): void => {
    scanned = progress.bytes_scanned;
    onQueryProgress?.({ text: progressText(progress, parts.usdPerTb()), bytes_scanned: scanned });
  };
  try {
    refuseLongSql(sql);
    const aws = parts.gate.callerFor({
      origin,
      ...(signal === undefined ? {} : { signal }),
      ...(pauseClock === undefined ? {} : { pauseClock }),
    });
    const query = { target: targetOf(parts), sql, max_rows, max_bytes, onProgress, ...(signal === undefined ? {} : { signal }) };
    const answer = await parts.athena.query(query, aws);
    scanned = answer.bytes_scanned;
    onCall?.(record('succeeded'));
    return withRows(answer);
  } catch (error) {
    onCall?.(record(failure(error)));
    throw error instanceof AwsError ? new QueryError(error.message) : error;
  }
}

function targetOf({ target }: AthenaQueries): AthenaTarget {
  const chosen = target();
  if (chosen !== undefined) return chosen;
  throw new ToolInputError(
    'The connection athena has no workgroup to run in: whoever hosts the page names them as aws.athena.workgroups in sandbank.config.json, or set AWS up in Settings.',
  );
}

/** "Athena: running · 12.3 MB scanned · about $0.0001". */
function progressText({ state, bytes_scanned }: AthenaProgress, usdPerTb: string): string {
  return `Athena: ${state.toLowerCase()} · ${scannedText(bytes_scanned)} scanned · about $${scanCost(bytes_scanned, usdPerTb)}`;
}
