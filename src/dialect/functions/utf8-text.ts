/** The text of UTF-8 bytes given as hexadecimal digits; bytes that are none become `replacement`. */
export function utf8Text(hex: string, replacement: string): string {
  const bytes = Array.from({ length: hex.length / 2 }, (_, at) => parseInt(hex.slice(2 * at, 2 * at + 2), 16));
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const [code, length] = codePointAt(bytes, at);
    text += code === undefined ? replacement : String.fromCodePoint(code);
    at += length;
  }
  return text;
}

/** Least code points of sequences of one to four bytes; shorter ones must be used below. */
const LEAST = [0, 0, 0x80, 0x800, 0x1_0000];

/** The code point at a place and how many bytes it has; undefined and how many to skip where there is none. */
function codePointAt(bytes: readonly number[], at: number): [code: number | undefined, length: number] {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return [first, 1];
  const length = first >= 0xf8 ? 0 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0;
  if (length === 0) return [undefined, 1];
  let code = first & (0x7f >> length);
  for (let next = 1; next < length; next++) {
    const byte = bytes[at + next];
    if (byte === undefined || (byte & 0xc0) !== 0x80) return [undefined, next];
    code = code * 64 + (byte & 0x3f);
  }
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  return [code < (LEAST[length] ?? 0) || code > 0x10_ffff || surrogate ? undefined : code, length];
}
