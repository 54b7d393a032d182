import { createSqlEngine } from '../../src/adapters/duckdb/engine.ts';
import { EngineHost } from '../../src/adapters/duckdb/engine-host.ts';
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
  const host = new EngineHost();
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

/** Amortized cost by line item type, as a CUR gives it. */
export const AMORTIZED = `CASE line_item_line_item_type
  WHEN 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
  WHEN 'SavingsPlanRecurringFee' THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
  WHEN 'SavingsPlanNegation' THEN 0 WHEN 'SavingsPlanUpfrontFee' THEN 0
  WHEN 'DiscountedUsage' THEN reservation_effective_cost
  WHEN 'RIFee' THEN reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee
  WHEN 'Fee' THEN CASE WHEN reservation_reservation_a_r_n <> '' THEN 0 ELSE line_item_unblended_cost END
  ELSE line_item_unblended_cost END`;
