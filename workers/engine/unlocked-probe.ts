import {
  BROWSER_RUNTIME,
  createDuckDB,
  VoidLogger,
  type DuckDBBindings,
  type DuckDBConnection,
} from '../../node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser-blocking.mjs';
import { sealScope } from '../../src/core/seal-scope.ts';

declare const self: DedicatedWorkerGlobalScope;

/** For the tests. What the page asks first (where the module is; whether the worker gives its network away), and then SQL, one statement each. */
export type UnlockedEngineOrder = { wasm: string; sealed: boolean } | { sql: string };

/** For each order: "started", what DuckDB answered, or its error. */
export type UnlockedEngineAnswer = string;

let bindings: DuckDBBindings | undefined;
let connection: DuckDBConnection | undefined;

/** The engine as it comes, without the settings that lock it: what is left to protect it is the worker. */
async function start(wasm: string, sealed: boolean): Promise<string> {
  const bundle = { mainModule: wasm, mainWorker: 'unused' };
  bindings = await createDuckDB({ mvp: bundle, eh: bundle }, new VoidLogger(), BROWSER_RUNTIME);
  await bindings.instantiate(() => undefined);
  bindings.open({ path: ':memory:' });
  connection = bindings.connect();
  if (sealed) sealScope(self);
  return 'started';
}

function run(sql: string): string {
  const bytes = connection?.useUnsafe((_, id) => bindings?.runQuery(id, sql).byteLength);
  return `answered ${bytes} bytes`;
}

let queue = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<UnlockedEngineOrder>) => {
  queue = queue.then(async () => {
    try {
      self.postMessage('sql' in data ? run(data.sql) : await start(data.wasm, data.sealed));
    } catch (error) {
      self.postMessage(`refused: ${String(error)}`);
    }
  });
});
