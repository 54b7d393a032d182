import { tableFromIPC } from 'apache-arrow';
import type { Catalog, CatalogColumn, CatalogSchema } from '../../src/dialect/catalog.ts';
import { heldType } from '../../src/dialect/duck-types.ts';
import { translate } from '../../src/dialect/translate.ts';
import type { TranslatedStatement } from '../../src/dialect/translate/statement.ts';
import type { EngineInstance } from './engine-instance.ts';
import type { EngineConnection } from './protocol.ts';

/** Bytes that no name of a table, column or type holds. */
const FIELD = '\u001f';
const LINE = '\u001e';

/** All columns in one cell: cheaper than a reader for each. */
const COLUMNS_SQL = `SELECT string_agg(schema_name || chr(31) || table_name || chr(31) || column_name || chr(31) || data_type, chr(30) ORDER BY schema_name, table_name, column_index)
FROM duckdb_columns() WHERE schema_name IN ('sample', 'local')`;

/** What each connection may name. The sample does not reach the person's own tables. */
const REACH: Record<EngineConnection, readonly string[]> = { sample: ['sample'], local: ['local', 'sample'], owner: [] };

/** Translates Athena's SQL for an engine, whose tables it looks up once and again after the page has changed them. */
export class AthenaReader {
  private readonly engine: EngineInstance;
  private schemas: CatalogSchema[] | undefined;

  constructor(engine: EngineInstance) {
    this.engine = engine;
  }

  /** To be told after every statement that may have made or dropped a table. */
  forget(): void {
    this.schemas = undefined;
  }

  /** Throws `QueryError`. */
  translate(sql: string, connection: EngineConnection): TranslatedStatement {
    return translate(sql, this.catalog(connection));
  }

  private catalog(connection: EngineConnection): Catalog {
    this.schemas ??= this.read();
    const reach = REACH[connection];
    return {
      current: connection,
      schemas: reach.map((name) => this.schemas?.find((schema) => schema.name === name) ?? { name, tables: [] }),
    };
  }

  private read(): CatalogSchema[] {
    const cell: unknown = tableFromIPC(this.engine.query('owner', COLUMNS_SQL)).getChildAt(0)?.get(0);
    const schemas = new Map<string, Map<string, CatalogColumn[]>>();
    for (const line of typeof cell === 'string' ? cell.split(LINE) : []) {
      const [schema = '', table = '', column = '', type = ''] = line.split(FIELD);
      const tables = schemas.get(schema) ?? new Map<string, CatalogColumn[]>();
      schemas.set(schema, tables);
      tables.set(table, [...(tables.get(table) ?? []), { name: column, ...heldType(type) }]);
    }
    return [...schemas].map(([name, tables]) => ({
      name,
      tables: [...tables].map(([table, columns]) => ({ name: table, columns })),
    }));
  }
}
