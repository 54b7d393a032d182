import type { Cell } from '../../src/core/json.ts';
import type { PickedFile, SqlEngine } from '../../src/core/ports/sql-engine.ts';
import type { Storage } from '../../src/core/ports/stores.ts';
import { createSqlEngine } from '../../src/adapters/duckdb/engine.ts';
import type { EngineHost } from '../../src/adapters/duckdb/engine-host.ts';
import { LocalTableCatalog } from '../../src/adapters/duckdb/local/local-tables.ts';
import { createSampleData } from '../../src/adapters/duckdb/sample/sample-data.ts';
import { openStorage } from '../../src/adapters/storage/open-storage.ts';

/** The engine and its local tables as a page has them, over a storage of their own. */
export class LocalPage {
  readonly host: EngineHost;
  private readonly name: string;
  private parts: { storage: Storage; tables: LocalTableCatalog; engine: SqlEngine } | undefined;

  constructor(host: EngineHost) {
    this.host = host;
    this.name = `tables-${crypto.randomUUID()}`;
  }

  async open(): Promise<void> {
    const storage = await openStorage({ name: this.name });
    const { host } = this;
    const tables = new LocalTableCatalog({ host, store: storage.tables, files: storage.files, changes: storage.changes });
    this.parts = { storage, tables, engine: createSqlEngine({ host, sample: createSampleData(host), local: tables }) };
  }

  get tables(): LocalTableCatalog {
    return this.opened.tables;
  }

  get storage(): Storage {
    return this.opened.storage;
  }

  async reload(): Promise<void> {
    this.opened.storage.close();
    this.host.stop('reloaded');
    await this.open();
  }

  async clear(): Promise<void> {
    for (const { id } of await this.tables.list()) await this.tables.remove(id);
    this.opened.storage.close();
  }

  async ask(sql: string): Promise<Cell[][]> {
    const { chunks } = await this.opened.engine.query({ connection: 'local', sql, max_rows: 100_000, max_bytes: 1e8 });
    return chunks.flatMap((chunk) => JSON.parse(new TextDecoder().decode(chunk)) as Cell[][]);
  }

  private get opened(): NonNullable<LocalPage['parts']> {
    if (this.parts === undefined) throw new Error('The page is not open');
    return this.parts;
  }
}

export function pickedText(name: string, content: string, last_modified = 1000): PickedFile {
  return { name, content: new File([content], name, { lastModified: last_modified }), last_modified };
}
