import { codeLines, type CodeToken } from '../code-tokens.ts';

/** What is drawn as one row: a line, or a piece of one that is long. `line` counts from 0; `start` and `end` are places in it. */
export type CodeRow = { line: number; start: number; end: number };

/** A long line is drawn in pieces, each of which is drawn only where it is in sight. */
const PIECE = 500;

/** More than anybody reads: what is longer holds up the page, or is taller than a browser draws. What is received is never longer. */
export const MAX_SHOWN = 1_000_000;

/** `left` counts the characters behind what is shown. */
export type CodeText = { lines: readonly string[]; tokens: readonly CodeToken[][]; rows: readonly CodeRow[]; left: number };

/** Code in rows, whole up to `MAX_SHOWN`: nothing before that is left out, however long a line of it is. */
export function codeText(code: string, language: string): CodeText {
  const shown = code.slice(0, MAX_SHOWN);
  const lines = shown.split('\n');
  return { lines, tokens: codeLines(shown, language), rows: lines.flatMap(rowsOf), left: code.length - shown.length };
}

function rowsOf(text: string, line: number): CodeRow[] {
  const rows: CodeRow[] = [];
  for (let start = 0; start === 0 || start < text.length;) {
    const end = pieceEnd(text, start);
    rows.push({ line, start, end });
    start = Math.max(end, 1);
  }
  return rows;
}

/** Never between the halves of one character. */
function pieceEnd(text: string, start: number): number {
  const end = Math.min(text.length, start + PIECE);
  const splits = end < text.length && /[\uD800-\uDBFF]/u.test(text.charAt(end - 1)) && /[\uDC00-\uDFFF]/u.test(text.charAt(end));
  return splits ? end + 1 : end;
}

/** A part of a row that is drawn alike. `match` is the number of the find that it belongs to. */
export type RowPart = { kind: CodeToken['kind']; text: string; match?: number };

/** The parts of a row: its tokens, cut where a find begins or ends. `matches` are those of its line, in their order. */
export function rowParts(tokens: readonly CodeToken[], row: CodeRow, matches: readonly CodeMatch[]): RowPart[] {
  const parts: RowPart[] = [];
  let at = 0;
  for (const { kind, text } of tokens) {
    const from = Math.max(at, row.start);
    const to = Math.min(at + text.length, row.end);
    const base = at;
    at += text.length;
    if (from >= to) continue;
    const cuts = matches.flatMap(({ start, end }) => [start, end]).filter((cut) => cut > from && cut < to);
    const bounds = [from, ...new Set(cuts), to];
    for (const [index, begin] of bounds.slice(0, -1).entries()) {
      const match = matches.find(({ start, end }) => start <= begin && begin < end);
      const part = { kind, text: text.slice(begin - base, (bounds[index + 1] ?? to) - base) };
      parts.push(match === undefined ? part : { ...part, match: match.number });
    }
  }
  return parts;
}

export type CodeMatch = { number: number; line: number; start: number; end: number };

/** More than anybody steps through; the count says that there are more. */
export const MAX_MATCHES = 5000;

/** Where `wanted` stands in the lines, without regard to case, as plain text. */
export function findInCode(lines: readonly string[], wanted: string): CodeMatch[] {
  if (wanted === '') return [];
  const pattern = new RegExp(wanted.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`), 'giu');
  const found: CodeMatch[] = [];
  for (const [line, text] of lines.entries()) {
    for (const { index, 0: match } of text.matchAll(pattern)) {
      found.push({ number: found.length, line, start: index, end: index + match.length });
      if (found.length === MAX_MATCHES) return found;
    }
  }
  return found;
}

/** The row in which a place of the code stands. */
export function rowOf(rows: readonly CodeRow[], line: number, column: number): number {
  const at = rows.findIndex((row) => row.line === line && (column < row.end || row.end === 0));
  return at === -1 ? rows.findLastIndex((row) => row.line === line) : at;
}
