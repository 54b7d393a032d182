type Listener = (problem: unknown) => void;

/** What went wrong beside what the person did: a run that could not be kept, a setting that was not written. */
export class ProblemFeed {
  readonly #listeners = new Set<Listener>();
  /** Problems that came before anybody listened. */
  #waiting: unknown[] = [];

  readonly report = (problem: unknown): void => {
    console.error(problem);
    if (this.#listeners.size === 0) this.#waiting.push(problem);
    for (const listener of this.#listeners) listener(problem);
  };

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    for (const problem of this.#waiting.splice(0)) listener(problem);
    return () => this.#listeners.delete(listener);
  };
}
