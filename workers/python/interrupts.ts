import type { RunHost } from '../kit/serve.ts';

const CHECK_MS = 5;
const AGAIN_MS = 100;
const SIGINT = 2;

/**
 * What Python takes for an interrupt buffer: the interpreter reads element 0 every few dozen instructions and raises
 * KeyboardInterrupt on a 2. The read asks the clock, so no shared memory is needed. It asks again every 100 ms, for code that
 * catches the exception and goes on.
 */
export class Interrupts {
  readonly #onTick: (now: number) => void;
  #host: RunHost | undefined;
  #checkAt = 0;
  #fireAt = 0;
  #stopping = false;
  #fired = false;

  constructor(onTick: (now: number) => void) {
    this.#onTick = onTick;
  }

  arm(host: RunHost): void {
    this.#host = host;
  }

  /** No interrupt comes from here on; answers whether there was one. */
  disarm(): boolean {
    this.#host = undefined;
    return this.#fired;
  }

  /** True once the code was told to stop. */
  get fired(): boolean {
    return this.#fired;
  }

  /** Stops the code at its next instruction: a cap was passed. */
  stop(): void {
    this.#stopping = true;
    this.#checkAt = 0;
  }

  /** True where the code should stop: its time is over, or a cap was passed. */
  get due(): boolean {
    return this.#host !== undefined && (this.#stopping || this.#host.pastDeadline());
  }

  /** True where the code should be told to stop by other means than the buffer, as it waits; at most every 100 ms. */
  takeDue(): boolean {
    const now = performance.now();
    if (now < this.#fireAt || !this.due) return false;
    this.#fireAt = now + AGAIN_MS;
    this.#fired = true;
    return true;
  }

  get 0(): number {
    const now = performance.now();
    if (now < this.#checkAt || this.#host === undefined) return 0;
    this.#checkAt = now + CHECK_MS;
    this.#host.tick();
    this.#onTick(now);
    return this.takeDue() ? SIGINT : 0;
  }

  /** The interpreter clears the signal; the clock decides anew. */
  set 0(_value: number) {}
}
