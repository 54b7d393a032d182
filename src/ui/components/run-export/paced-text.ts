const PIECE = 1024 * 1024;
const AT_A_TIME_MS = 12;

/** Gathers a long text as a blob, piece by piece, and lets the page answer in between. */
export class PacedText {
  readonly #blobs: Blob[] = [];
  readonly #signal: AbortSignal | undefined;
  #texts: string[] = [];
  #length = 0;
  #since = performance.now();

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  add(text: string): void {
    this.#texts.push(text);
    this.#length += text.length;
    if (this.#length >= PIECE) this.#flush();
  }

  /** To be awaited between small pieces of work: gives way where the page has waited long enough. Rejects once it is aborted. */
  async rest(): Promise<void> {
    if (performance.now() - this.#since < AT_A_TIME_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.#signal?.throwIfAborted();
    this.#since = performance.now();
  }

  blob(type: string): Blob {
    this.#flush();
    return new Blob(this.#blobs, { type });
  }

  #flush(): void {
    this.#blobs.push(new Blob(this.#texts));
    this.#texts = [];
    this.#length = 0;
  }
}
