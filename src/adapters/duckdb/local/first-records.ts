/**
 * The cells of the first records of a CSV's text whose separator is known and whose lines are sound. `cut` says that the text goes on:
 * then a record that its end breaks off is left out.
 */
export function firstRecords(text: string, delimiter: string, count: number, cut: boolean): string[][] {
  const records: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  while (at < text.length && records.length < count) {
    const cell = readCell(text, at, delimiter);
    if (cut && cell.end >= text.length) break;
    cells.push(cell.value);
    at = cell.end;
    if (text[at] === delimiter) {
      at += 1;
      if (at < text.length) continue;
      cells.push('');
    }
    records.push(cells);
    cells = [];
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return records;
}

/** `end` is where its separator or line end stands. */
function readCell(text: string, from: number, delimiter: string): { value: string; end: number } {
  if (text[from] !== '"') {
    let end = from;
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
    return { value: text.slice(from, end), end };
  }
  let end = from + 1;
  while (end < text.length && !(text[end] === '"' && text[end + 1] !== '"')) end += text[end] === '"' ? 2 : 1;
  return { value: text.slice(from + 1, end).replaceAll('""', '"'), end: Math.min(end + 1, text.length) };
}
