const encoder = new TextEncoder();

/** Bytes of the text in UTF-8; a lone surrogate counts as the three bytes of its replacement character. */
export function utf8Bytes(text: string): number {
  return encoder.encode(text).byteLength;
}

/** The longest beginning of the text that takes at most `maxBytes` of UTF-8 and splits no code point. */
export function cutToBytes(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes) return text;
  const { read } = encoder.encodeInto(text, new Uint8Array(Math.max(0, maxBytes)));
  return text.slice(0, read);
}

/** The longest beginning of the text that has at most `maxLength` UTF-16 units and splits no surrogate pair. */
export function cutToLength(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return text.slice(0, endsInHalfPair(text, maxLength) ? maxLength - 1 : maxLength);
}

/** A size as an error or a note names it: "1 MB", "512 KB", "1.5 MB", "100 bytes". */
export function sizeText(bytes: number): string {
  const [unit, size] = bytes >= 1024 * 1024 ? ['MB', 1024 * 1024] : bytes >= 1024 ? ['KB', 1024] : ['bytes', 1];
  return `${Number((bytes / size).toFixed(1))} ${unit}`;
}

function endsInHalfPair(text: string, length: number): boolean {
  const last = text.charCodeAt(length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}
