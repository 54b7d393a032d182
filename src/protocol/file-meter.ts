/** Counts what a run wrote: how many files it leaves, and their bytes. A file that is written again counts once, a deleted one not. */
export class FileMeter {
  readonly #sizes = new Map<string, number>();
  #bytes = 0;

  get files(): number {
    return this.#sizes.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  set(path: string, bytes: number | null): void {
    this.#bytes -= this.#sizes.get(path) ?? 0;
    if (bytes === null) this.#sizes.delete(path);
    else {
      this.#sizes.set(path, bytes);
      this.#bytes += bytes;
    }
  }
}
