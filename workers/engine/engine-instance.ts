import {
  BROWSER_RUNTIME,
  createDuckDB,
  DuckDBDataProtocol,
  VoidLogger,
  type DuckDBBindings,
  type DuckDBConnection,
} from '../../node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser-blocking.mjs';
import { ALL_HOST_FUNCTIONS } from '../../src/dialect/all-host-functions.ts';
import { installHostFunctions } from './host-calls.ts';
import { type EngineConnection, SCHEMAS } from './protocol.ts';
import { LOCK_SQL, OWNER_SQL, sessionSql, SETUP_SQL } from './setup-sql.ts';

/** How long one poll of a pending query may work before it looks whether it was told to stop. */
const POLL_MS = 25;

/** A running DuckDB with one connection for each who asks. All calls block until DuckDB returns. */
export class EngineInstance {
  readonly bindings: DuckDBBindings;
  private readonly connections: Record<EngineConnection, DuckDBConnection>;

  private constructor(bindings: DuckDBBindings, connections: Record<EngineConnection, DuckDBConnection>) {
    this.bindings = bindings;
    this.connections = connections;
  }

  static async start(module: WebAssembly.Module): Promise<EngineInstance> {
    const bundles = { mvp: { mainModule: 'unused', mainWorker: 'unused' }, eh: { mainModule: 'unused', mainWorker: 'unused' } };
    const bindings = await createDuckDB(bundles, new VoidLogger(), { ...BROWSER_RUNTIME, progressUpdate: () => undefined });
    useModule(bindings, module);
    await bindings.instantiate(() => undefined);
    bindings.open({ path: ':memory:', arrowLosslessConversion: true, query: { queryPollingInterval: POLL_MS } });
    const connections = { sample: bindings.connect(), local: bindings.connect(), owner: bindings.connect() };
    const run = (connection: DuckDBConnection, sql: string) =>
      bindings.runQuery(
        connection.useUnsafe((_, id) => id),
        sql,
      );
    for (const sql of SETUP_SQL) run(connections.owner, sql);
    const schemas = { sample: SCHEMAS.sample, local: SCHEMAS.local, owner: SCHEMAS.sampleData };
    for (const name of ['sample', 'local', 'owner'] as const) {
      for (const sql of sessionSql(schemas[name])) run(connections[name], sql);
    }
    installHostFunctions(
      bindings,
      connections.owner.useUnsafe((_, id) => id),
      ALL_HOST_FUNCTIONS,
    );
    run(connections.owner, OWNER_SQL);
    run(connections.owner, LOCK_SQL);
    return new EngineInstance(bindings, connections);
  }

  /** The number by which the bindings know a connection. */
  connection(name: EngineConnection): number {
    return this.connections[name].useUnsafe((_, id) => id);
  }

  run(connection: EngineConnection, sql: string): void {
    this.bindings.runQuery(this.connection(connection), sql);
  }

  /** The answer as an Arrow stream, for what is small and our own. */
  query(connection: EngineConnection, sql: string): Uint8Array {
    return this.bindings.runQuery(this.connection(connection), sql);
  }

  register(name: string, file: Blob): void {
    this.bindings.registerFileHandle(name, file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
  }

  drop(name: string): void {
    this.bindings.dropFile(name);
  }
}

type Instantiate = (
  imports: WebAssembly.Imports,
  success: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
) => object;

/** The bindings would fetch and compile the module themselves; the page has compiled it already. */
function useModule(bindings: DuckDBBindings, module: WebAssembly.Module): void {
  const instantiateWasm: Instantiate = (imports, success) => {
    Object.assign(globalThis, { DUCKDB_RUNTIME: Reflect.get(bindings, '_runtime') as unknown });
    void WebAssembly.instantiate(module, imports).then((instance) => success(instance, module));
    return [];
  };
  Object.assign(bindings, { instantiateWasm });
}
