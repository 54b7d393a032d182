import { bytesOf } from './bytes.ts';
import { host, wire } from './host.ts';

const MAX_RANDOM = 65_536;

/** The Web Crypto functions that need no key: random values and ids. */
export const crypto = {
  getRandomValues: <T extends ArrayBufferView>(target: T): T => {
    if (target.byteLength > MAX_RANDOM)
      throw new RangeError(`getRandomValues: got ${target.byteLength} bytes, at most ${MAX_RANDOM} at a time`);
    bytesOf(target).set(new Uint8Array(host.randomBytes(target.byteLength)));
    return target;
  },
  randomUUID: (): string => {
    const bytes = new Uint8Array(host.randomBytes(16));
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  },
};

type BufferLike = Uint8Array & { toString(encoding: string): string };
type BufferClass = { from(value: unknown, encoding?: string): BufferLike; concat(parts: Uint8Array[]): BufferLike };

function buffers(): BufferClass {
  return (globalThis as unknown as { Buffer: BufferClass }).Buffer;
}

/** Node's `Hash` and `Hmac`. */
class Hash {
  readonly #algorithm: string;
  readonly #key: Uint8Array | undefined;
  readonly #parts: Uint8Array[] = [];

  constructor(algorithm: string, key?: Uint8Array) {
    this.#algorithm = algorithm;
    this.#key = key;
  }
  update(data: unknown, encoding = 'utf8'): this {
    this.#parts.push(typeof data === 'string' ? buffers().from(data, encoding) : bytesOf(data));
    return this;
  }
  digest(encoding?: string): string | Uint8Array {
    const key = this.#key && exact(this.#key);
    const digest = buffers().from(host.hash(wire(this.#algorithm), key, exact(buffers().concat(this.#parts))));
    return encoding === undefined || encoding === 'buffer' ? digest : digest.toString(encoding);
  }
}

function exact(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** Node's `crypto`, as far as cost scripts use it. */
export const nodeCrypto = {
  webcrypto: crypto,
  randomUUID: crypto.randomUUID,
  getRandomValues: crypto.getRandomValues,
  randomBytes: (length: number) => buffers().from(host.randomBytes(length)),
  randomInt: (min: number, max?: number) => {
    const [low, high] = max === undefined ? [0, min] : [min, max];
    const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
    return low + Math.floor((value / 2 ** 32) * (high - low));
  },
  createHash: (algorithm: string) => new Hash(String(algorithm).toLowerCase()),
  createHmac: (algorithm: string, key: unknown) =>
    new Hash(String(algorithm).toLowerCase(), typeof key === 'string' ? buffers().from(key) : bytesOf(key)),
};
