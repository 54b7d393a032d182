const TABLE_SECTION = 4;
const EXPORT_SECTION = 7;
const TABLE_KIND = 1;

/** The name under which the function table is exported. */
export const TABLE_EXPORT = 'sandbank_table';

/**
 * The same WebAssembly module with its function table exported and free to grow, so that a callback can be put into it which the
 * build has no function for. Format: WebAssembly core specification, binary format, 5.5.
 */
export function exportTable(wasm: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [wasm.subarray(0, 8)];
  let at = 8;
  while (at < wasm.length) {
    const id = wasm[at] ?? 0;
    const size = readUnsigned(wasm, at + 1);
    const end = size.next + size.value;
    const body = wasm.subarray(size.next, end);
    if (id === TABLE_SECTION) parts.push(section(id, withoutMaximum(body)));
    else if (id === EXPORT_SECTION) parts.push(section(id, withTable(body)));
    else parts.push(wasm.subarray(at, end));
    at = end;
  }
  return join(parts);
}

/** One table: count, element type, limits. A maximum (flag 1) is left out. */
function withoutMaximum(body: Uint8Array): Uint8Array {
  const [count, elementType, flags] = body;
  if (count !== 1 || elementType === undefined) throw new Error('The WebAssembly module must have one function table');
  if (flags === 0) return body;
  return join([new Uint8Array([1, elementType, 0]), unsigned(readUnsigned(body, 3).value)]);
}

function withTable(body: Uint8Array): Uint8Array {
  const count = readUnsigned(body, 0);
  const name = new TextEncoder().encode(TABLE_EXPORT);
  return join([
    unsigned(count.value + 1),
    body.subarray(count.next),
    unsigned(name.length),
    name,
    new Uint8Array([TABLE_KIND, 0]),
  ]);
}

function section(id: number, body: Uint8Array): Uint8Array {
  return join([new Uint8Array([id]), unsigned(body.length), body]);
}

/** LEB128, as all sizes and indices of the format are. */
function readUnsigned(bytes: Uint8Array, start: number): { value: number; next: number } {
  let value = 0;
  for (let at = start, shift = 0; ; at += 1, shift += 7) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, next: at + 1 };
  }
}

function unsigned(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return new Uint8Array(bytes);
}

function join(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
