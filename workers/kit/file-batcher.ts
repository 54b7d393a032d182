export type FileMessage = { type: 'file'; path: string; content: Uint8Array<ArrayBuffer> | null };

const BATCH_MS = 200;

/** Sends the files that a run writes, each at most five times a second: only what a file holds at the end of a batch is sent. */
export class FileBatcher {
  readonly #send: (message: FileMessage) => void;
  readonly #waiting = new Map<string, Uint8Array<ArrayBuffer> | null>();
  #sentAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (message: FileMessage) => void) {
    this.#send = send;
  }

  /** Takes `content` as its own. */
  write(path: string, content: Uint8Array<ArrayBuffer> | null): void {
    this.#waiting.delete(path);
    this.#waiting.set(path, content);
    if (performance.now() - this.#sentAt >= BATCH_MS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), BATCH_MS);
  }

  tick(): void {
    if (this.#waiting.size > 0 && performance.now() - this.#sentAt >= BATCH_MS) this.flush();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.size === 0) return;
    this.#sentAt = performance.now();
    for (const [path, content] of this.#waiting) this.#send({ type: 'file', path, content });
    this.#waiting.clear();
  }
}
