/** The 32-bit words of a buffer of wider integers, least significant first, as Arrow lays them out. */
export function words(values: ArrayBufferView): Uint32Array {
  if (values.byteOffset % 4 === 0) return new Uint32Array(values.buffer, values.byteOffset, values.byteLength >> 2);
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return new Uint32Array(bytes.slice().buffer);
}

/** Integers of several words. */
export const integers = {
  joined(parts: readonly number[], signed: boolean): bigint {
    const value = parts.reduceRight((sum, part) => (sum << 32n) | BigInt(part), 0n);
    return signed ? BigInt.asIntN(parts.length * 32, value) : value;
  },
};

/** The 128-bit integer of a row: a number where a double holds it exactly, else a bigint. */
export function fixed(parts: Uint32Array, row: number, signed: boolean): number | bigint {
  const at = row * 4;
  const a = parts[at] ?? 0;
  const b = parts[at + 1] ?? 0;
  const c = parts[at + 2] ?? 0;
  const d = parts[at + 3] ?? 0;
  if (c === 0 && d === 0 && b < 0x20_0000) return b * 0x1_0000_0000 + a;
  if (signed && c === 0xffff_ffff && d === 0xffff_ffff && b >= 0xffe0_0001) return (b | 0) * 0x1_0000_0000 + a;
  return integers.joined([a, b, c, d], signed);
}
