import type { SealedWorker } from './sealed-worker.ts';

type Spare = { memoryBytes: number; worker: Promise<SealedWorker> };

/** Hands out booted workers of one language, and keeps a spare once it was asked for one. */
export class WorkerPool {
  readonly #start: (memoryBytes: number) => Promise<SealedWorker>;
  #spare: Spare | undefined;
  #refill: ReturnType<typeof setTimeout> | undefined;
  /** Goes up when a refill that is due is not wanted any more. */
  #refills = 0;

  constructor(start: (memoryBytes: number) => Promise<SealedWorker>) {
    this.#start = start;
  }

  /** The spare, at once where it is up; else a new worker. Rejects with `RuntimeLoadError` when a second attempt failed too. */
  take(memoryBytes: number): Promise<SealedWorker> {
    this.#cancelRefill();
    const spare = this.#spare;
    this.#spare = undefined;
    if (spare?.memoryBytes === memoryBytes) return spare.worker.catch(() => this.#start(memoryBytes));
    if (spare !== undefined) this.#discard(spare);
    return this.#start(memoryBytes).catch(() => this.#start(memoryBytes));
  }

  /** Takes back a worker on which nothing was run. */
  giveBack(worker: SealedWorker): void {
    if (this.#spare === undefined) this.#keep(worker.memoryBytes, Promise.resolve(worker));
    else worker.kill();
  }

  /** Sees to it that there is a spare; resolves when it is up. */
  async warm(memoryBytes: number): Promise<void> {
    this.#cancelRefill();
    if (this.#spare === undefined) this.#keep(memoryBytes, this.#start(memoryBytes));
    await this.#spare?.worker;
  }

  /** Warms a spare after a while, when the page has nothing else to do. A failure shows when a worker is next taken. */
  warmLater(memoryBytes: number, delayMs: number): void {
    if (this.#spare !== undefined) return;
    this.#cancelRefill();
    const refill = this.#refills;
    this.#refill = setTimeout(() => {
      whenIdle(() => {
        if (refill === this.#refills && this.#spare === undefined) this.#keep(memoryBytes, this.#start(memoryBytes));
      });
    }, delayMs);
  }

  /** A run that waits for its worker is not to share the processor with its successor's. */
  #cancelRefill(): void {
    clearTimeout(this.#refill);
    this.#refills += 1;
  }

  #keep(memoryBytes: number, worker: Promise<SealedWorker>): void {
    const spare = { memoryBytes, worker };
    this.#spare = spare;
    const drop = (): void => {
      if (this.#spare === spare) this.#spare = undefined;
    };
    worker.then((up) => {
      up.onLost = () => {
        drop();
        this.warmLater(memoryBytes, 0);
      };
    }, drop);
  }

  #discard(spare: Spare): void {
    spare.worker.then(
      (worker) => worker.kill(),
      () => undefined,
    );
  }
}

function whenIdle(task: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(task, { timeout: 200 });
  else setTimeout(task, 0);
}
