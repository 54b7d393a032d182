import type { TableInfo } from '../../../core/dataset.ts';
import type { OnLoadProgress } from '../../../core/ports/sql-engine.ts';
import type { EngineHost } from '../engine-host.ts';
import { rows } from '../engine.ts';
import { SAMPLE_COLUMNS } from './sample-columns.ts';
import { columnsOf } from './select-list.ts';

const TABLES = [
  { name: 'cur', kind: 'CUR 2.0', columns: columnsOf(SAMPLE_COLUMNS.cur) },
  { name: 'cur_legacy', kind: 'legacy CUR', columns: columnsOf(SAMPLE_COLUMNS.cur_legacy) },
  { name: 'focus', kind: 'FOCUS 1.2', columns: columnsOf(SAMPLE_COLUMNS.focus) },
] as const;

/** The sample data: made in the engine when first wanted, and anew when the UTC day has changed or the engine was restarted. */
export type SampleData = {
  prepare(onProgress?: OnLoadProgress): Promise<void>;
  /** The three tables; their rows only once they are made. */
  infos(): Promise<TableInfo[]>;
};

export function createSampleData(host: EngineHost, now: () => Date = () => new Date()): SampleData {
  let made: { key: string; done: Promise<void> } | undefined;
  let rowCounts: Record<string, number> = {};
  const make = async (today: string, onProgress?: OnLoadProgress) => {
    // Loaded with the engine: it is long, and the page needs none of it to open.
    const { sampleSql } = await import('./sample-sql.ts');
    await host.request(
      { op: 'execute', statements: sampleSql(today) },
      { onProgress: (done, total) => onProgress?.({ done, total, text: 'Making the sample data' }) },
    );
    rowCounts = await countRows(host);
  };
  return {
    async prepare(onProgress) {
      await host.start(onProgress);
      const today = now().toISOString().slice(0, 10);
      const key = `${host.generation} ${today}`;
      if (made?.key !== key) made = { key, done: make(today, onProgress) };
      const { done } = made;
      try {
        await done;
      } catch (error) {
        if (made?.done === done) made = undefined;
        throw error;
      }
    },
    infos: () =>
      Promise.resolve(
        TABLES.map(({ name, kind, columns }) => {
          const count = rowCounts[name];
          return { name, kind, columns, ...(count === undefined ? {} : { rows: count }) };
        }),
      ),
  };
}

async function countRows(host: EngineHost): Promise<Record<string, number>> {
  const sql = TABLES.map(({ name }) => `(SELECT count(*) FROM sample.${name}) AS ${name}`).join(', ');
  const { chunks } = await rows(host, {
    op: 'rows',
    connection: 'owner',
    statements: [`SELECT ${sql}`],
    max_rows: 1,
    max_bytes: 10_000,
  });
  const [row] = JSON.parse(new TextDecoder().decode(chunks[0])) as [number[]];
  return Object.fromEntries(TABLES.map(({ name }, at) => [name, row[at] ?? 0]));
}
