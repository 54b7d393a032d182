import type { LocalTables, SqlEngine } from '../../core/ports/sql-engine.ts';
import type { Storage } from '../../core/ports/stores.ts';
import { createSqlEngine } from './engine.ts';
import { EngineHost } from './engine-host.ts';
import { pageEngine } from './page-engine.ts';
import { LocalTableCatalog } from './local/local-tables.ts';
import { createSampleData } from './sample/sample-data.ts';

/** The SQL engine with its two connections, and the local tables. Nothing is loaded before it is asked for. */
export function createEngine(storage: Pick<Storage, 'tables' | 'files' | 'changes'>): { engine: SqlEngine; tables: LocalTables } {
  const host = new EngineHost(pageEngine);
  const tables = new LocalTableCatalog({ host, store: storage.tables, files: storage.files, changes: storage.changes });
  return { engine: createSqlEngine({ host, sample: createSampleData(host), local: tables }), tables };
}
