import { side } from './side.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type BufferLike = { from(bytes: ArrayBuffer, at: number, length: number): Bytes & { toString(encoding?: string): string } };
type Writable = { write(chunk: unknown): unknown; end(): unknown };

const CHUNK = 64 * 1024;
const USED = 'The stream has already been transformed.';

/** The body of an object: all of it is here, and it reads as the stream that it is on a laptop. */
export class ObjectBody extends side.EventEmitter {
  readonly #bytes: Bytes;
  #used = false;
  #flowing = false;
  #encoding: string | undefined;

  constructor(bytes: Bytes) {
    super();
    this.#bytes = bytes;
  }

  async transformToByteArray(): Promise<Bytes> {
    this.#use();
    return new Uint8Array(this.#bytes);
  }

  async transformToString(encoding?: string): Promise<string> {
    this.#use();
    return buffer(this.#bytes).toString(encoding);
  }

  transformToWebStream(): never {
    throw new Error('There are no web streams here: use transformToString(), transformToByteArray() or `for await`');
  }

  async *[Symbol.asyncIterator](): AsyncGenerator {
    this.#use();
    yield* this.#chunks();
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
    if (!this.#flowing) queueMicrotask(() => this.#flow());
    this.#flowing = true;
    return this;
  }

  destroy(): this {
    this.#used = true;
    return this;
  }

  #flow(): void {
    if (this.#used) return;
    this.#used = true;
    for (const chunk of this.#chunks()) this.emit('data', chunk);
    this.emit('end');
    this.emit('close');
  }

  *#chunks(): Generator {
    if (this.#encoding !== undefined) return yield buffer(this.#bytes).toString(this.#encoding);
    for (let at = 0; at < this.#bytes.length; at += CHUNK) {
      yield buffer(this.#bytes.subarray(at, at + CHUNK));
    }
  }

  #use(): void {
    if (this.#used) throw new Error(USED);
    this.#used = true;
  }
}

function buffer(bytes: Bytes): ReturnType<BufferLike['from']> {
  const { Buffer } = globalThis as unknown as { Buffer: BufferLike };
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
