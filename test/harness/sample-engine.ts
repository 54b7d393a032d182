import { createSqlEngine } from '../../src/adapters/duckdb/engine.ts';
import { EngineHost } from '../../src/adapters/duckdb/engine-host.ts';
import { pageEngine } from '../../src/adapters/duckdb/page-engine.ts';
import { createSampleData, type SampleData } from '../../src/adapters/duckdb/sample/sample-data.ts';
import type { SqlEngine } from '../../src/core/ports/sql-engine.ts';
import type { Cell } from '../../src/core/json.ts';

/** An engine with the sample data of a day, and no local tables. */
export type SampleEngine = {
  host: EngineHost;
  engine: SqlEngine;
  sample: SampleData;
  /** All rows of a query in Athena's SQL on the connection `sample`. */
  ask(sql: string): Promise<Cell[][]>;
  /** The first cell of the first row. */
  cell(sql: string): Promise<Cell | undefined>;
};

/** `now` is asked whenever the sample data are wanted. */
export function createSampleEngine(now: () => Date): SampleEngine {
  const host = new EngineHost(pageEngine);
  const sample = createSampleData(host, now);
  const engine = createSqlEngine({
    host,
    sample,
    local: { prepare: () => host.start(), infos: () => Promise.resolve([]), problemOf: () => undefined },
  });
  const ask = async (sql: string) => {
    const { chunks } = await engine.query({ connection: 'sample', sql, max_rows: 100_000, max_bytes: 1e8 });
    return chunks.flatMap((chunk) => JSON.parse(new TextDecoder().decode(chunk)) as Cell[][]);
  };
  return { host, engine, sample, ask, cell: async (sql) => (await ask(sql))[0]?.[0] };
}
