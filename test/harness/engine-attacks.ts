import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { startBlobWorker } from '../../src/adapters/blob-worker.ts';
import { EngineHost } from '../../src/adapters/duckdb/engine-host.ts';
import { pageEngine } from '../../src/adapters/duckdb/page-engine.ts';
import type { EngineRequest } from '../../workers/engine/protocol.ts';
import type { UnlockedEngineAnswer, UnlockedEngineOrder } from '../../workers/engine/unlocked-probe.ts';
import unlockedUrl from '../../workers/engine/unlocked-probe.ts?iife';

const host = new EngineHost(pageEngine);

/** Puts SQL to the app's own engine below the reader of statements, as the page's own and as a connection's; answers what it said. */
export async function askEngine(sql: string): Promise<string> {
  await host.start();
  const requests: EngineRequest[] = [
    { op: 'rows', connection: 'sample', statements: [sql], max_rows: 100, max_bytes: 1e6 },
    { op: 'execute', statements: [sql] },
  ];
  const answers = requests.map((request) => host.request(request).then(() => 'answered', String));
  return (await Promise.all(answers)).join(' | ');
}

const workers = new Map<boolean, Promise<Worker>>();

/** Puts SQL to an engine without its own locks, in a worker that has given its network away or has not. */
export async function askUnlockedEngine(sealed: boolean, sql: string): Promise<string> {
  const known = workers.get(sealed) ?? startUnlocked(sealed);
  workers.set(sealed, known);
  return await ask(await known, { sql });
}

async function startUnlocked(sealed: boolean): Promise<Worker> {
  const worker = await startBlobWorker(unlockedUrl);
  const answer = await ask(worker, { wasm: new URL(wasmUrl, document.baseURI).href, sealed });
  if (answer !== 'started') throw new Error(answer);
  return worker;
}

function ask(worker: Worker, order: UnlockedEngineOrder): Promise<UnlockedEngineAnswer> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }) => resolve(data as UnlockedEngineAnswer), { once: true });
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
    worker.postMessage(order);
  });
}
