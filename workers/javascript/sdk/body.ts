import { side } from './side.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type BufferLike = { from(bytes: ArrayBuffer, at: number, length: number): Bytes & { toString(encoding?: string): string } };

const CHUNK = 64 * 1024;
const USED = 'The stream has already been transformed.';

/** The body of an object: all of it is here, and it reads as the stream that it is on a laptop. */
export class ObjectBody extends side.Readable {
  readonly #bytes: Bytes;

  constructor(bytes: Bytes) {
    super(() => chunksOf(bytes));
    this.#bytes = bytes;
  }

  async transformToByteArray(): Promise<Bytes> {
    this.take(USED);
    return new Uint8Array(this.#bytes);
  }

  async transformToString(encoding?: string): Promise<string> {
    this.take(USED);
    return buffer(this.#bytes).toString(encoding);
  }

  transformToWebStream(): never {
    throw new Error('There are no web streams here: use transformToString(), transformToByteArray() or `for await`');
  }
}

function* chunksOf(bytes: Bytes): Generator {
  for (let at = 0; at < bytes.length; at += CHUNK) yield buffer(bytes.subarray(at, at + CHUNK));
}

function buffer(bytes: Bytes): ReturnType<BufferLike['from']> {
  const { Buffer } = globalThis as unknown as { Buffer: BufferLike };
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
