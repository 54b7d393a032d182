import { toJsonText } from './json-text.ts';

/** Elements of a list that are written in one task, so that the page can draw in between. */
const PER_TASK = 1000;

/** True for a list so long that writing it in one task could hold up the page. */
export function isLong(list: unknown): list is unknown[] {
  return Array.isArray(list) && list.length > PER_TASK;
}

/** The JSON of a long list in pieces, which joined are its text; between pieces the page goes on. Throws as `toJsonText` does. */
export async function jsonPieces(what: string, list: readonly unknown[]): Promise<string[]> {
  const pieces = ['['];
  for (let from = 0; from < list.length; from += PER_TASK) {
    if (from > 0) await new Promise((resolve) => setTimeout(resolve));
    pieces.push(from === 0 ? '' : ',', toJsonText(what, list.slice(from, from + PER_TASK)).slice(1, -1));
  }
  pieces.push(']');
  return pieces;
}
