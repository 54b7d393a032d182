/** The bytes behind a buffer or a view, not copied. */
export function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw new TypeError(`expected bytes (an ArrayBuffer, a typed array or a Buffer), got ${typeof value}`);
}

/** Where the bytes are, for the worker. With `stream`, an unfinished UTF-8 sequence at the end is kept back. */
export function viewOf(
  bytes: Uint8Array,
  stream: boolean,
  keep: (rest: Uint8Array<ArrayBuffer>) => void,
): { buffer: ArrayBuffer; at: number; length: number } {
  const whole = stream ? wholeLength(bytes) : bytes.length;
  if (whole < bytes.length) keep(bytes.slice(whole));
  return { buffer: bytes.buffer as ArrayBuffer, at: bytes.byteOffset, length: whole };
}

function wholeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
