/** Where an offset (in UTF-16 code units) lies in a text: 1-based line, and 1-based column in that line. */
export function textPosition(text: string, offset: number): { line: number; position: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) line++;
  return { line, position: before.length - lineStart + 1 };
}

/** The reverse of `textPosition`: the offset of a place, within its line and the text. */
export function offsetAt(text: string, line: number, position: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const next = text.indexOf('\n', start);
    if (next < 0) break;
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.max(start, Math.min(start + position - 1, end < 0 ? text.length : end));
}
