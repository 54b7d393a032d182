import type { RunEvent } from '../../core/run.ts';

type Listener = (event: RunEvent) => void;

/** What the runs of an answer's calls say as they go, for those who come while they run. */
export class RunFeed {
  readonly #events = new Map<string, RunEvent[]>();
  readonly #listeners = new Map<string, Set<Listener>>();

  add(callId: string, event: RunEvent): void {
    const events = this.#events.get(callId);
    if (events === undefined) this.#events.set(callId, [event]);
    else events.push(event);
    for (const listener of this.#listeners.get(callId) ?? []) listener(event);
  }

  /** The events until now at once, then as they come. */
  follow(callId: string, listener: Listener): () => void {
    for (const event of this.#events.get(callId) ?? []) listener(event);
    const listeners = this.#listeners.get(callId) ?? new Set();
    this.#listeners.set(callId, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Forgets what was said: the runs of earlier answers are in the log. */
  clear(): void {
    this.#events.clear();
  }
}
