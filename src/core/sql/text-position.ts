/** Where an offset (in UTF-16 code units) lies in a text: 1-based line, and 1-based column in that line. */
export function textPosition(text: string, offset: number): { line: number; position: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) line++;
  return { line, position: before.length - lineStart + 1 };
}
