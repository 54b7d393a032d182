import type { EngineAnswerOf, EngineFault, EngineRequest, FromEngine } from '../../../workers/engine/protocol.ts';
import type { Abort } from '../../core/ports/abort.ts';
import type { LoadProgress, OnLoadProgress } from '../../core/ports/sql-engine.ts';
import { EngineFaultError } from './engine-fault-error.ts';
import type { EngineLaunch, EngineWorker } from './engine-worker.ts';

/** How long the engine may take to stop when told; past it its worker is ended and started anew. */
const STOP_GRACE_MS = 2000;

export type RequestOptions = {
  signal?: Abort;
  onChunk?: (chunk: Uint8Array<ArrayBuffer>) => void;
  onProgress?: (done: number, total: number) => void;
};

type Waiting = RequestOptions & {
  resolve: (answer: EngineAnswerOf) => void;
  reject: (error: Error) => void;
  stop: () => void;
};

/** The engine's worker as who asks it holds it: started when first wanted, replaced when lost. */
export class EngineHost {
  state: 'not loaded' | 'loading' | 'ready' | 'failed' = 'not loaded';
  /** Counts the workers started: what was registered or made in an earlier one is gone. */
  generation = 0;
  private module: Promise<WebAssembly.Module> | undefined;
  private starting: Promise<void> | undefined;
  private worker: EngineWorker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Set<OnLoadProgress>();
  /** What those who come while it loads are told at once. */
  private lastProgress: LoadProgress | undefined;
  private lastId = 0;
  private readonly launch: EngineLaunch;

  constructor(launch: EngineLaunch) {
    this.launch = launch;
  }

  /** Resolves when the engine answers. Later calls join the first; after a failure the next one tries again. */
  async start(onProgress?: OnLoadProgress): Promise<void> {
    if (onProgress) this.listeners.add(onProgress);
    if (this.state === 'loading' && this.lastProgress) onProgress?.(this.lastProgress);
    try {
      this.starting ??= this.boot();
      await this.starting;
    } finally {
      if (onProgress) this.listeners.delete(onProgress);
    }
  }

  /** Sends a request to the started engine. Rejects with `EngineFaultError`, or an `AbortError` as soon as `signal` fires. */
  request(request: EngineRequest, options: RequestOptions = {}): Promise<EngineAnswerOf> {
    const { worker } = this;
    if (worker === undefined) return Promise.reject(new EngineFaultError(lost('The SQL engine is not running')));
    if (options.signal?.aborted) return Promise.reject(abortError());
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const onAbort = () => this.cancel(id);
      options.signal?.addEventListener('abort', onAbort, { once: true });
      const stop = () => options.signal?.removeEventListener('abort', onAbort);
      this.waiting.set(id, { ...options, resolve, reject, stop });
      worker.post({ id, request });
    });
  }

  /** Ends the worker; every waiting request fails with a fault of kind "crashed". */
  stop(reason: string): void {
    this.worker?.end();
    this.worker = undefined;
    this.starting = undefined;
    this.state = 'not loaded';
    for (const [id, waiting] of this.waiting) {
      this.waiting.delete(id);
      waiting.stop();
      waiting.reject(new EngineFaultError(lost(reason)));
    }
  }

  private async boot(): Promise<void> {
    this.state = 'loading';
    try {
      this.module ??= this.launch.module((progress) => this.tell(progress));
      const events = {
        message: (message: FromEngine) => this.receive(message),
        lost: (reason: string) => this.stop(reason),
      };
      const [module, worker] = await Promise.all([this.module, this.launch.worker(events)]);
      this.tell({ done: 0, total: 0, text: 'Starting the SQL engine' });
      this.worker = worker;
      this.generation++;
      await this.request({ op: 'boot', module });
      this.state = 'ready';
    } catch (error) {
      this.stop('The SQL engine could not be started');
      this.module = undefined;
      this.state = 'failed';
      throw error;
    }
  }

  private receive(message: FromEngine): void {
    const waiting = this.waiting.get(message.id);
    if (waiting === undefined) return;
    if (message.type === 'chunk') waiting.onChunk?.(message.chunk);
    else if (message.type === 'progress') waiting.onProgress?.(message.done, message.total);
    else this.settle(message.id, waiting, message);
  }

  private settle(id: number, waiting: Waiting, message: Extract<FromEngine, { type: 'done' | 'fault' }>): void {
    this.waiting.delete(id);
    waiting.stop();
    if (message.type === 'done') waiting.resolve(message.answer);
    else {
      waiting.reject(new EngineFaultError(message.fault));
      if (message.fault.kind === 'crashed') this.stop('The SQL engine crashed in another query');
    }
  }

  /** The caller is told at once; the engine has a short while to stop before its worker is replaced. */
  private cancel(id: number): void {
    const waiting = this.waiting.get(id);
    const { worker } = this;
    if (waiting === undefined || worker === undefined) return;
    waiting.stop();
    waiting.reject(abortError());
    worker.post({ cancel: id });
    const late = setTimeout(() => {
      if (this.worker === worker && this.waiting.has(id)) this.stop('The SQL engine did not stop when told and was ended');
    }, STOP_GRACE_MS);
    const end = () => clearTimeout(late);
    this.waiting.set(id, { resolve: end, reject: end, stop: () => undefined });
  }

  private tell(progress: Parameters<OnLoadProgress>[0]): void {
    this.lastProgress = progress;
    for (const listener of this.listeners) listener(progress);
  }
}

function lost(message: string): EngineFault {
  return { kind: 'crashed', message };
}

export function abortError(): DOMException {
  return new DOMException('The query was stopped', 'AbortError');
}
