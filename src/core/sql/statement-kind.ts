import type { Token } from './lexer.ts';

/**
 * What a statement does: the keyword that decides it, upper case ("SELECT", "INSERT", "CREATE"), where that is in the script, if
 * there is one, and whether it only reads.
 */
export type StatementKind = { keyword: string; start?: number; reading: boolean };

const READING = new Set(['SELECT', 'VALUES', 'TABLE', 'FROM', 'SHOW', 'DESCRIBE', 'DESC', 'SUMMARIZE']);

/**
 * Looks behind `(`, `WITH …` and `EXPLAIN …` for the statement that would be executed: `EXPLAIN ANALYZE DELETE …` deletes, and
 * `WITH x AS (…) INSERT …` inserts.
 */
export function statementKind(tokens: readonly Token[]): StatementKind {
  for (let at = 0; ;) {
    while (tokens[at]?.text === '(') at++;
    const keyword = wordAt(tokens, at);
    const token = tokens[at];
    if (token === undefined) return { keyword: '', reading: false };
    if (keyword === 'EXPLAIN') at = afterExplain(tokens, at + 1);
    else if (keyword === 'WITH') at = afterWith(tokens, at + 1);
    else return { keyword: keyword || token.text, start: token.start, reading: READING.has(keyword) };
  }
}

/** Behind `ANALYZE`, `VERBOSE` and a list of options in parentheses (not the parenthesis of a query). */
function afterExplain(tokens: readonly Token[], start: number): number {
  let at = start;
  while (['ANALYZE', 'VERBOSE'].includes(wordAt(tokens, at))) at++;
  const option = wordAt(tokens, at + 1);
  if (tokens[at]?.text === '(' && !READING.has(option) && option !== 'WITH') at = afterParentheses(tokens, at);
  return at;
}

/** Behind the list of common table expressions: `name (columns) AS [NOT] MATERIALIZED (…)`, separated by commas. */
function afterWith(tokens: readonly Token[], start: number): number {
  let at = start;
  if (wordAt(tokens, at) === 'RECURSIVE') at++;
  for (;;) {
    at++;
    if (tokens[at]?.text === '(') at = afterParentheses(tokens, at);
    while (['USING', 'KEY'].includes(wordAt(tokens, at))) at++;
    if (tokens[at]?.text === '(') at = afterParentheses(tokens, at);
    while (['AS', 'NOT', 'MATERIALIZED'].includes(wordAt(tokens, at))) at++;
    if (tokens[at]?.text !== '(') return tokens.length;
    at = afterParentheses(tokens, at);
    if (tokens[at]?.text !== ',') return at;
    at++;
  }
}

function afterParentheses(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind !== 'operator') continue;
    if (token.text === '(') depth++;
    else if (token.text === ')' && --depth === 0) return at + 1;
  }
  return tokens.length;
}

function wordAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token?.kind === 'word' ? token.text.toUpperCase() : '';
}
