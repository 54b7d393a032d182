/** Bytes that AWS answered, with the SDK's way to read them as text. */
export class BlobBytes extends Uint8Array<ArrayBuffer> {
  /** What is made of it (`slice`, `map`) is a plain one. */
  static get [Symbol.species](): Uint8ArrayConstructor {
    return Uint8Array;
  }

  transformToString(encoding = 'utf-8'): string {
    const { Buffer } = globalThis as unknown as { Buffer: { from(bytes: Uint8Array): { toString(encoding: string): string } } };
    return Buffer.from(this).toString(encoding);
  }
}
