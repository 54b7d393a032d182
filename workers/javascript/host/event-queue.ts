import type { GuestResult } from './guest.ts';

type Handle = () => GuestResult;
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: unknown };

/** What a run waits for: timers and answers. Each becomes one call into the guest, in the order in which they come. */
export class EventQueue {
  readonly #due: Handle[] = [];
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #answers = 0;
  #wake: () => void = () => undefined;

  /** True if nothing is due and nothing can come. */
  get idle(): boolean {
    return this.#due.length === 0 && this.#timers.size === 0 && this.#answers === 0;
  }

  setTimer(id: number, ms: number, handle: Handle): void {
    const fire = (): void => {
      this.#timers.delete(id);
      this.#add(handle);
    };
    this.#timers.set(id, setTimeout(fire, ms));
  }

  clearTimer(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  wait<T>(answer: Promise<T>, handle: (outcome: Outcome<T>) => GuestResult): void {
    this.#answers += 1;
    const settled = (outcome: Outcome<T>): void => {
      this.#answers -= 1;
      this.#add(() => handle(outcome));
    };
    answer.then(
      (value) => settled({ ok: true, value }),
      (error: unknown) => settled({ ok: false, error }),
    );
  }

  /** The next event, or undefined where `wake` came first. */
  async next(): Promise<Handle | undefined> {
    if (this.#due.length === 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
    return this.#due.shift();
  }

  wake(): void {
    this.#wake();
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #add(handle: Handle): void {
    this.#due.push(handle);
    this.#wake();
  }
}
