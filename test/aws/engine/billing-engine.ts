import { createSqlEngine, rows } from '../../../src/adapters/duckdb/engine.ts';
import { EngineHost } from '../../../src/adapters/duckdb/engine-host.ts';
import { createSampleData } from '../../../src/adapters/duckdb/sample/sample-data.ts';
import { QueryError } from '../../../src/core/app-error.ts';
import type { TableInfo } from '../../../src/core/dataset.ts';
import type { Abort } from '../../../src/core/ports/abort.ts';
import type { Cell, Column } from '../../../src/core/json.ts';
import { nodeEngine } from './node-engine.ts';

const MAX_ROWS = 2_000_000;
const MAX_BYTES = 1_000_000_000;

/** Rows of an answer, each in the order of `columns`, whose types are Athena's. */
export type Answer = { columns: Column[]; rows: Cell[][]; notes: readonly string[] };

/** The app's own engine with the app's own sample data. */
export type BillingEngine = {
  /** Starts it and makes the data; later calls join the first. */
  prepare(): Promise<void>;
  /** Rejects with `QueryError` in Athena's terms. */
  ask(sql: string, signal?: Abort): Promise<Answer>;
  /** Rows whose cells are no more than texts and numbers, as texts; NULL is the empty text. */
  texts(sql: string): Promise<string[][]>;
  tables(): Promise<TableInfo[]>;
  /** What the sample company runs, read once. */
  resources(): Promise<readonly Resource[]>;
  close(): void;
};

/** A resource of the sample company, as its bill knows it. */
export type Resource = {
  /** "i-0…", "vol-0…", an ARN. */
  id: string;
  /** "i", "vol", "db" … */
  kind: string;
  account_id: string;
  region: string;
  zone: string | null;
  instance_type: string | null;
  usage_type: string;
  /** Gigabytes of a volume. */
  daily: number;
  tags: Record<string, string>;
  /** Nobody uses it. */
  idle: boolean;
};

const RESOURCES_SQL = `SELECT DISTINCT ON (resource_id) {'id': resource_id, 'kind': kind, 'account_id': account_id, 'region': region, 'zone': zone,
  'instance_type': instance_type, 'usage_type': usage_type, 'daily': daily, 'tags': focus_tags,
  'idle': story = 'idle' IS TRUE OR (kind = 'i' AND seed % 7 = 0)}
FROM sandbank_sample.resources WHERE resource_id IS NOT NULL AND kind IS NOT NULL ORDER BY resource_id, id`;

export function createBillingEngine(): BillingEngine {
  const host = new EngineHost(nodeEngine);
  const engine = createSqlEngine({
    host,
    sample: createSampleData(host),
    local: { prepare: () => host.start(), infos: () => Promise.resolve([]), problemOf: () => undefined },
  });
  /** What was asked before, by day and text: pages of one answer are one question. */
  const known = new Map<string, Promise<string[][]>>();
  let resources: Promise<readonly Resource[]> | undefined;
  const readResources = async () => {
    await engine.prepare('sample');
    const { chunks } = await rows(host, {
      op: 'rows',
      connection: 'owner',
      statements: [RESOURCES_SQL],
      max_rows: MAX_ROWS,
      max_bytes: MAX_BYTES,
    });
    return chunks.flatMap((chunk) => (JSON.parse(new TextDecoder().decode(chunk)) as [Resource][]).map(([each]) => each));
  };
  const ask = async (sql: string, signal?: Abort): Promise<Answer> => {
    const query = { connection: 'sample', sql, max_rows: MAX_ROWS, max_bytes: MAX_BYTES } as const;
    const { columns, chunks, truncated, notes = [] } = await engine.query(signal === undefined ? query : { ...query, signal });
    if (truncated) throw new QueryError(`The double holds no answer of more than ${MAX_ROWS} rows or ${MAX_BYTES} bytes`);
    return { columns, rows: chunks.flatMap((chunk) => JSON.parse(new TextDecoder().decode(chunk)) as Cell[][]), notes };
  };
  return {
    prepare: () => engine.prepare('sample'),
    ask,
    texts: (sql) => {
      const key = `${new Date().toISOString().slice(0, 10)} ${sql}`;
      const found = known.get(key) ?? ask(sql).then(({ rows }) => rows.map((row) => row.map(cellText)));
      known.set(key, found);
      return found;
    },
    tables: () => engine.tables('sample'),
    resources: () => (resources ??= readResources()),
    close: () => host.stop('The double was closed'),
  };
}

function cellText(cell: Cell): string {
  return typeof cell === 'object' ? '' : String(cell);
}
