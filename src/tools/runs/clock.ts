/** A deadline that can be held while something loads or a person is asked. Times are milliseconds. */
export class RunClock {
  #limit: number;
  #onDeadline: () => void;
  #spent = 0;
  #since: number | undefined;
  #holds = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(limitMs: number, onDeadline: () => void) {
    this.#limit = limitMs;
    this.#onDeadline = onDeadline;
    this.#go();
  }

  /** Holds the clock; the answer lets it go on. Holds nest. */
  hold(): () => void {
    if (this.#holds === 0) this.#halt();
    this.#holds += 1;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#holds -= 1;
      if (this.#holds === 0) this.#go();
    };
  }

  elapsed(): number {
    return this.#spent + (this.#since === undefined ? 0 : performance.now() - this.#since);
  }

  stop(): number {
    this.#halt();
    this.#holds = Number.POSITIVE_INFINITY;
    return this.#spent;
  }

  #go(): void {
    this.#since = performance.now();
    this.#timer = setTimeout(this.#onDeadline, Math.max(0, this.#limit - this.#spent));
  }

  #halt(): void {
    clearTimeout(this.#timer);
    this.#spent = this.elapsed();
    this.#since = undefined;
  }
}
