/** The package's exports leave its blocking bindings for browsers out, so they are imported by path; the types are the same as Node's. */
declare module '*/duckdb-browser-blocking.mjs' {
  import type { DuckDBRuntime } from '@duckdb/duckdb-wasm/blocking';
  export { createDuckDB, DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm/blocking';
  export type { DuckDBBindings, DuckDBConnection } from '@duckdb/duckdb-wasm/blocking';
  export const BROWSER_RUNTIME: DuckDBRuntime;
}
