/** A workflow file that the person picked, dropped or opened with the app: what the page of received workflows shows. */
export type ReceivedFile = { name: string; content: Blob };

type Listener = () => void;

/** Holds the file that was opened last, for as long as the page is open. Nothing is read of it here. */
class ReceivedTray {
  #file: ReceivedFile | undefined;
  readonly #listeners = new Set<Listener>();

  /** Puts the file there; the caller goes to the page `received`. */
  put(file: ReceivedFile): void {
    this.#file = file;
    for (const listener of this.#listeners) listener();
  }

  readonly current = (): ReceivedFile | undefined => this.#file;

  clear(): void {
    this.#file = undefined;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export const receivedTray = new ReceivedTray();
