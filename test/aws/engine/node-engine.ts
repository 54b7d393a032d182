import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { EngineLaunch } from '../../../src/adapters/duckdb/engine-worker.ts';
import type { FromEngine } from '../../../workers/engine/protocol.ts';

const MODULE = '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm';

/** The page's engine in a thread of Node, so that whoever asks it stays live meanwhile. */
export const nodeEngine: EngineLaunch = {
  module: async () => WebAssembly.compile(await readFile(createRequire(import.meta.url).resolve(MODULE))),
  worker: (events) => {
    const thread = new Worker(new URL('engine-thread.ts', import.meta.url));
    thread.on('message', (message: FromEngine) => events.message(message));
    thread.on('error', (error) => events.lost(error instanceof Error ? error.message : String(error)));
    return Promise.resolve({ post: (message) => thread.postMessage(message), end: () => void thread.terminate() });
  },
};
