import type { CodePlace } from '../../../src/core/ports/code-analysis.ts';

/** Lines and columns (from 1) of offsets in a text. */
export class Places {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (const { index, 0: end } of text.matchAll(/\r\n|[\n\r\u2028\u2029]/gu)) this.#starts.push(index + end.length);
  }

  at(offset: number): CodePlace & { column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}
