import { defaultLimits, type Limits } from '../core/limits.ts';
import type { LoadProgress } from '../core/ports/sql-engine.ts';
import type { RuntimeDescriptor } from '../../workers/kit/runtime-descriptor.ts';
import { fetchPackage, fetchRuntime, type RuntimeBytes } from './assets.ts';
import { RetiredFrames } from './retired-frames.ts';
import { startWorker, type SealedWorker } from './sealed-worker.ts';
import { WorkerPool } from './worker-pool.ts';

export type OnLoading = (progress: LoadProgress) => void;

/** While a run goes on, its successor's worker is started after this long: a short run is not slowed by it, a stopped long one has its spare. */
const SPARE_DURING_RUN_MS = 300;
const SPARE_AFTER_RUN_MS = 20;

/** One language in the page: its bytes, loaded once, and its workers. */
export class Language {
  readonly runtime: RuntimeDescriptor;
  readonly #bootLimitMs: number;
  readonly #pool: WorkerPool;
  readonly #retired = new RetiredFrames();
  readonly #listeners = new Set<OnLoading>();
  readonly #packages = new Map<string, Promise<Blob>>();
  #bytes: Promise<RuntimeBytes> | undefined;
  #loaded = false;
  #memoryBytes: number;

  constructor(runtime: RuntimeDescriptor, bootLimitMs: number) {
    this.runtime = runtime;
    this.#bootLimitMs = bootLimitMs;
    this.#memoryBytes = defaultLimits[runtime.memoryLimit];
    this.#pool = new WorkerPool((memoryBytes) => this.#startWorker(memoryBytes));
  }

  /** A booted worker. `onLoading` hears of bytes while they come. Rejects with `RuntimeLoadError`. */
  async take(limits: Limits, onLoading: OnLoading): Promise<SealedWorker> {
    this.#memoryBytes = limits[this.runtime.memoryLimit];
    return this.#listening(onLoading, () => this.#pool.take(this.#memoryBytes));
  }

  /** A package's bytes, fetched once. Rejects with `RuntimeLoadError`, also where the language has none of that name. */
  package(name: string, onLoading: OnLoading): Promise<Blob> {
    const known = this.#packages.get(name);
    if (known !== undefined) return known;
    const loading = fetchPackage(this.runtime, name, onLoading);
    this.#packages.set(name, loading);
    loading.catch(() => this.#packages.delete(name));
    return loading;
  }

  giveBack(worker: SealedWorker): void {
    this.#pool.giveBack(worker);
  }

  async warm(onLoading: OnLoading): Promise<void> {
    await this.#listening(onLoading, () => this.#pool.warm(this.#memoryBytes));
  }

  runBegan(): void {
    this.#pool.warmLater(this.#memoryBytes, SPARE_DURING_RUN_MS);
  }

  runEnded(): void {
    this.#pool.warmLater(this.#memoryBytes, SPARE_AFTER_RUN_MS);
  }

  async #startWorker(memoryBytes: number): Promise<SealedWorker> {
    const bytes = await this.#load();
    const options = { memoryBytes, bootLimitMs: this.#bootLimitMs, retired: this.#retired };
    const worker = await startWorker(this.runtime.label, bytes, options);
    this.#retired.clear();
    return worker;
  }

  #load(): Promise<RuntimeBytes> {
    this.#bytes ??= fetchRuntime(this.runtime, (progress) => {
      for (const listener of this.#listeners) listener(progress);
    }).then(
      (bytes) => {
        this.#loaded = true;
        return bytes;
      },
      (error: unknown) => {
        this.#bytes = undefined;
        throw error;
      },
    );
    return this.#bytes;
  }

  async #listening<T>(onLoading: OnLoading, work: () => Promise<T>): Promise<T> {
    if (this.#loaded) return work();
    this.#listeners.add(onLoading);
    try {
      return await work();
    } finally {
      this.#listeners.delete(onLoading);
    }
  }
}
