import type { PickedFile } from '../../core/ports/sql-engine.ts';

type Listener = () => void;

/** Holds files of data that the person opened with the app, until the page Data takes them. */
class LaunchedTray {
  #files: readonly PickedFile[] = [];
  readonly #listeners = new Set<Listener>();

  /** Puts the files there; the caller goes to the page `data`. */
  put(files: readonly PickedFile[]): void {
    this.#files = [...this.#files, ...files];
    for (const listener of this.#listeners) listener();
  }

  /** What is there; it is gone then. */
  take(): readonly PickedFile[] {
    const taken = this.#files;
    this.#files = [];
    return taken;
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export const launchedTray = new LaunchedTray();
