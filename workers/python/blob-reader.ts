const READ_AHEAD = 4 * 1024 * 1024;

/** Reads a blob synchronously (a worker may), a few megabytes ahead: small reads would cost a round trip each. */
export class BlobReader {
  readonly #blob: Blob;
  #ahead = new Uint8Array(0);
  #aheadAt = 0;

  constructor(blob: Blob) {
    this.#blob = blob;
  }

  /** Copies up to `length` bytes from `position` to `target` at `offset`; answers how many, 0 at the end. */
  read(target: Uint8Array, offset: number, length: number, position: number): number {
    const wanted = Math.min(length, this.#blob.size - position);
    if (wanted <= 0) return 0;
    if (position < this.#aheadAt || position + wanted > this.#aheadAt + this.#ahead.byteLength) {
      this.#aheadAt = position;
      this.#ahead = readSync(this.#blob.slice(position, position + Math.max(wanted, READ_AHEAD)));
    }
    const from = position - this.#aheadAt;
    target.set(this.#ahead.subarray(from, from + wanted), offset);
    return wanted;
  }

  all(): Uint8Array<ArrayBuffer> {
    return readSync(this.#blob);
  }
}

function readSync(blob: Blob): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new FileReaderSync().readAsArrayBuffer(blob));
}
