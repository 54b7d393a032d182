/** A clock that stands still while it is paused, and calls `onPassed` once when it has run for `limitMs`. */
export class Deadline {
  readonly #limitMs: number;
  readonly #onPassed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the clock last began to run; undefined while it stands. */
  #runningSince: number | undefined;
  #elapsedMs = 0;
  #pausedMs = 0;
  #pausedSince = 0;
  #pauses = 0;
  #started = false;
  #stopped = false;

  constructor(limitMs: number, onPassed: () => void) {
    this.#limitMs = limitMs;
    this.#onPassed = onPassed;
  }

  get started(): boolean {
    return this.#started;
  }

  /** Milliseconds that the clock has run, pauses left out. */
  get elapsedMs(): number {
    return this.#elapsedMs + (this.#runningSince === undefined ? 0 : performance.now() - this.#runningSince);
  }

  /** Milliseconds that the clock has stood still since it started. */
  get pausedMs(): number {
    return this.#pausedMs + (this.#pauses > 0 && this.#started ? performance.now() - this.#pausedSince : 0);
  }

  start(): void {
    if (this.#started || this.#stopped) return;
    this.#started = true;
    this.#pausedSince = performance.now();
    if (this.#pauses === 0) this.#resume();
  }

  /** Pauses nest: the clock runs again when each has been ended. The answer ends this one, once. */
  pause(): () => void {
    if (this.#pauses === 0) {
      this.#halt();
      this.#pausedSince = performance.now();
    }
    this.#pauses += 1;
    let paused = true;
    return () => {
      if (!paused) return;
      paused = false;
      this.#pauses -= 1;
      if (this.#pauses > 0 || !this.#started || this.#stopped) return;
      this.#pausedMs += performance.now() - this.#pausedSince;
      this.#resume();
    };
  }

  /** Ends the clock; `elapsedMs` stays what it is. */
  stop(): void {
    this.#halt();
    this.#stopped = true;
  }

  #resume(): void {
    this.#runningSince = performance.now();
    this.#timer = setTimeout(this.#onPassed, Math.max(0, this.#limitMs - this.#elapsedMs));
  }

  #halt(): void {
    clearTimeout(this.#timer);
    this.#elapsedMs = this.elapsedMs;
    this.#runningSince = undefined;
  }
}
