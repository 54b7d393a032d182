/** How long a run's first record may wait: most runs have ended by then, and are written once. Milliseconds. */
const WAIT_MS = 25;

type Waiting = { decide(isWritten: boolean): void; decided: Promise<boolean>; done: Promise<unknown> };

/** The first records of runs that have only just begun. One that ends at once is never written as running. */
export class RunBeginnings {
  readonly #waiting = new Map<string, Waiting>();

  /** `write` is told whether the beginning is to be written, after a while, or sooner where somebody asks. */
  async add(runId: string, write: (decided: Promise<boolean>) => Promise<void>): Promise<void> {
    const { promise: decided, resolve: decide } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => decide(true), WAIT_MS);
    const waiting = { decide, decided, done: write(decided) };
    this.#waiting.set(runId, waiting);
    try {
      await waiting.done;
    } finally {
      clearTimeout(timer);
      if (this.#waiting.get(runId) === waiting) this.#waiting.delete(runId);
    }
  }

  /** The run says more, or has ended: its beginning is written before that, or not at all. */
  decide(runId: string, isWritten: boolean): void {
    this.#waiting.get(runId)?.decide(isWritten);
  }

  /** Resolves when all that has begun is written, or could not be: before anything is read. */
  async written(): Promise<void> {
    if (this.#waiting.size === 0) return;
    const all = [...this.#waiting.values()];
    for (const waiting of all) waiting.decide(true);
    await Promise.allSettled(all.map(({ done }) => done));
  }
}
