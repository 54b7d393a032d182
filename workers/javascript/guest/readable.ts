import events from 'events';

type Chunks = Iterable<unknown> | AsyncIterable<unknown>;
type BufferType = { concat(parts: Uint8Array[]): { toString(encoding: string): string }; from(value: unknown): Uint8Array };

export type Writable = {
  write(chunk: unknown): unknown;
  end(done?: () => void): unknown;
};

/** A stream that can be read once: by `for await`, by its events, or into a writable. Where it comes from is a function. */
export class Readable extends events.EventEmitter {
  readonly readable = true;
  readonly #chunks: () => Chunks;
  #encoding: string | undefined;
  #flowing = false;
  #used = false;

  constructor(chunks: () => Chunks, encoding?: string) {
    super();
    this.#chunks = chunks;
    this.#encoding = encoding;
  }

  static from(chunks: Chunks): Readable {
    return new Readable(() => (typeof chunks === 'string' ? [chunks] : chunks));
  }

  /** Marks it as read. Throws where it was already. */
  take(message = 'The stream has been read already'): void {
    if (this.#used) throw new Error(message);
    this.#used = true;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator {
    this.take();
    if (this.#encoding === undefined) yield* this.#chunks();
    else yield await this.#text(this.#encoding);
  }

  override on(event: string, listener: (...args: unknown[]) => void): this {
    super.on(event, listener);
    if (event === 'data') this.resume();
    return this;
  }

  setEncoding(encoding: string): this {
    this.#encoding = encoding;
    return this;
  }

  pipe<Target extends Writable>(target: Target): Target {
    this.once('end', () => target.end());
    this.on('data', (chunk) => void target.write(chunk));
    return target;
  }

  resume(): this {
    if (!this.#flowing) queueMicrotask(() => void this.#flow());
    this.#flowing = true;
    return this;
  }

  destroy(): this {
    this.#used = true;
    return this;
  }

  async #flow(): Promise<void> {
    if (this.#used) return;
    try {
      for await (const chunk of this) this.emit('data', chunk);
    } catch (error) {
      this.emit('error', error);
      return;
    }
    this.emit('end');
    this.emit('close');
  }

  /** All of it at once: a character may lie across two chunks. */
  async #text(encoding: string): Promise<string> {
    const { Buffer } = globalThis as unknown as { Buffer: BufferType };
    const parts: Uint8Array[] = [];
    for await (const chunk of this.#chunks()) parts.push(chunk instanceof Uint8Array ? chunk : Buffer.from(chunk));
    return Buffer.concat(parts).toString(encoding);
  }
}
