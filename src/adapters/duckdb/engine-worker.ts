import type { FromEngine, ToEngine } from '../../../workers/engine/protocol.ts';
import type { OnLoadProgress } from '../../core/ports/sql-engine.ts';

/** A started engine's worker. `lost` is told where it ended by itself. */
export type EngineWorker = { post(message: ToEngine): void; end(): void };

export type EngineWorkerEvents = { message(message: FromEngine): void; lost(reason: string): void };

/** How an engine comes to be where this runs: its compiled module, and a worker that waits to be given it. */
export type EngineLaunch = {
  module(onProgress: OnLoadProgress): Promise<WebAssembly.Module>;
  worker(events: EngineWorkerEvents): Promise<EngineWorker>;
};
