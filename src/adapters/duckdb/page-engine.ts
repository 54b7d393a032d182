import engineWorkerUrl from '../../../workers/engine/worker.ts?iife';
import type { FromEngine } from '../../../workers/engine/protocol.ts';
import { startBlobWorker } from '../blob-worker.ts';
import type { EngineLaunch } from './engine-worker.ts';
import { loadModule } from './load-module.ts';

/** The engine in a worker of the page. */
export const pageEngine: EngineLaunch = {
  module: loadModule,
  worker: async (events) => {
    const worker = await startBlobWorker(engineWorkerUrl, 'engine');
    worker.addEventListener('message', ({ data }: MessageEvent<FromEngine>) => events.message(data));
    worker.addEventListener('error', (event) => events.lost(event.message || 'The SQL engine stopped'));
    return { post: (message) => worker.postMessage(message), end: () => worker.terminate() };
  },
};
