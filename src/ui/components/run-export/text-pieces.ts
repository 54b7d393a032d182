import type { Json } from '../../../core/json.ts';

/** Slices of about `size` characters, none of which ends within a character or, where it can be helped, within a line. */
export function* textPieces(text: string, size = 64 * 1024): Generator<string> {
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + size);
    if (end < text.length) {
      const newline = text.lastIndexOf('\n', end - 1);
      if (newline >= at) end = newline + 1;
      else if (/[\ud800-\udbff]/u.test(text.charAt(end - 1))) end += 1;
    }
    yield text.slice(at, end);
    at = end;
  }
}

/** A value as `JSON.stringify(value, null, 2)` writes it, in pieces. */
export function* jsonPieces(value: Json, indent = ''): Generator<string> {
  if (typeof value !== 'object' || value === null) {
    yield JSON.stringify(value);
    return;
  }
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const entries = Array.isArray(value) ? value.map((item) => ['', item] as const) : Object.entries(value);
  if (entries.length === 0) {
    yield open + close;
    return;
  }
  const inner = `${indent}  `;
  let lead = `${open}\n${inner}`;
  for (const [key, item] of entries) {
    yield Array.isArray(value) ? lead : `${lead}${JSON.stringify(key)}: `;
    yield* jsonPieces(item, inner);
    lead = `,\n${inner}`;
  }
  yield `\n${indent}${close}`;
}
