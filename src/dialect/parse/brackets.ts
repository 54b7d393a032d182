import type { Token } from './tokens.ts';
import { QUERY_CONTINUES, QUERY_STARTS } from './words.ts';

/**
 * What stands in each parenthesis, found in one pass before the text is parsed, so that the parser never has to try. `close[i]` is
 * the index of the token that closes the `(` at `i`, or that of the last token; `query[i]` is 1 where a query stands between them.
 */
export type Brackets = { close: Int32Array; query: Uint8Array };

export function findBrackets(tokens: readonly Token[]): Brackets {
  const close = new Int32Array(tokens.length).fill(tokens.length - 1);
  const query = new Uint8Array(tokens.length);
  const closers: number[] = [];
  for (let index = tokens.length - 1; index >= 0; index--) {
    const key = tokens[index]?.key ?? '';
    if (key === ')') closers.push(index);
    else if (key === ';') closers.length = 0;
    else if (key === '(') {
      close[index] = closers.pop() ?? tokens.length - 1;
      query[index] = opensQuery(tokens, index + 1, close, query) ? 1 : 0;
    }
  }
  return { close, query };
}

/** Whether a query begins at `index`: `SELECT …`, or `(SELECT …) UNION …`; but not `(SELECT …) + 1`, nor `(SELECT …) t JOIN …`. */
function opensQuery(tokens: readonly Token[], index: number, close: Int32Array, query: Uint8Array): boolean {
  const key = tokens[index]?.key ?? '';
  if (key !== '(') {
    // `TABLE(f(…))` is a relation.
    return QUERY_STARTS.has(key) && !(key === 'TABLE' && tokens[index + 1]?.key === '(');
  }
  return query[index] === 1 && QUERY_CONTINUES.has(tokens[(close[index] ?? 0) + 1]?.key ?? '');
}
