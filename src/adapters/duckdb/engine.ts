import type { RowsRequest } from '../../../workers/engine/protocol.ts';
import type { TableInfo } from '../../core/dataset.ts';
import type { EngineAnswer, EngineQuery, OnLoadProgress, SqlEngine } from '../../core/ports/sql-engine.ts';
import { readingStatements } from '../../core/sql/reading-statements.ts';
import { trinoTypeText } from '../../dialect/duck-types.ts';
import { EngineFaultError } from './engine-fault-error.ts';
import { abortError, type EngineHost } from './engine-host.ts';
import { missingTableName, queryError } from './query-error.ts';
import { refuseForeignReach } from './refused-calls.ts';
import type { SampleData } from './sample/sample-data.ts';

/** What the engine needs to know of the local tables: that they are made, and what they are. */
export type LocalCatalog = {
  prepare(onProgress?: OnLoadProgress): Promise<void>;
  infos(): Promise<TableInfo[]>;
  /** Why a table of that name cannot be read now, if there is one. */
  problemOf(name: string): string | undefined;
};

/** The SQL engine of the page. Nothing is loaded before it is asked for. */
export function createSqlEngine(parts: { host: EngineHost; sample: SampleData; local: LocalCatalog }): SqlEngine {
  const { host, sample, local } = parts;
  const prepare = (connection: 'sample' | 'local', onProgress?: OnLoadProgress) =>
    connection === 'sample' ? sample.prepare(onProgress) : local.prepare(onProgress);
  const tables = async (connection: 'sample' | 'local') =>
    (await (connection === 'sample' ? sample.infos() : local.infos())).map(asAthenaSays);
  return {
    get state() {
      return host.state;
    },
    load: (onProgress) => host.start(onProgress),
    prepare,
    tables,
    async query(query) {
      const statements = readingStatements(query.sql);
      refuseForeignReach(query.sql, statements, query.connection);
      await unlessAborted(prepare(query.connection), query.signal);
      const started = performance.now();
      const request = rowsRequest(
        query,
        statements.map(({ text }) => text),
      );
      try {
        return { ...(await rows(host, request, query.signal)), duration_ms: tenths(performance.now() - started) };
      } catch (error) {
        if (!(error instanceof EngineFaultError)) throw error;
        const names = (await tables(query.connection)).map(({ name }) => name);
        const table = missingTableName(error.fault);
        const missing = table !== undefined && query.connection === 'local' ? local.problemOf(table) : undefined;
        throw queryError(error.fault, query.sql, statements, { names, ...(missing === undefined ? {} : { missing }) });
      }
    },
  };
}

/** Types are shown by the names that they have in queries. */
function asAthenaSays(table: TableInfo): TableInfo {
  return { ...table, columns: table.columns.map(({ name, type }) => ({ name, type: trinoTypeText(type) })) };
}

function tenths(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

function rowsRequest(query: EngineQuery, statements: string[]): RowsRequest {
  return {
    op: 'rows',
    athena: true,
    connection: query.connection,
    statements,
    max_rows: query.max_rows,
    max_bytes: query.max_bytes,
  };
}

/** What is being prepared goes on for the next query; the caller who stopped waiting for it is told at once. */
async function unlessAborted(work: Promise<void>, signal: EngineQuery['signal']): Promise<void> {
  if (signal === undefined) return work;
  if (signal.aborted) throw abortError();
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(abortError());
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}

/** Sends a request for rows and gathers its chunks. */
export async function rows(
  host: EngineHost,
  request: RowsRequest,
  signal?: EngineQuery['signal'],
): Promise<Omit<EngineAnswer, 'duration_ms'>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const answer = await host.request(request, { ...(signal ? { signal } : {}), onChunk: (chunk) => chunks.push(chunk) });
  if (answer === null || !('columns' in answer)) throw new Error('The engine answered a query without rows');
  return { ...answer, chunks };
}
