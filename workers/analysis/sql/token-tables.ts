import type { Token } from '../../../src/core/sql/lexer.ts';
import { ReadingState } from '../../../src/core/sql/placeholder-places.ts';

/** Words that can stand where a table may, and are none. */
const NO_TABLE = new Set(
  'SELECT WITH VALUES TABLE LATERAL UNNEST FROM IF NOT EXISTS FORMATTED EXTENDED OVERWRITE INTO ONLY AS WHERE SET ON'.split(' '),
);
/** Statements whose first word stands right before the table. */
const BEFORE_TABLE = new Set(['UPDATE', 'ANALYZE', 'TRUNCATE', 'DELETE']);

export type TokenTable = { text: string; start: number; end: number };

/** The tables that a statement names, by its words alone: for what the parser does not read. */
export function tokenTables(tokens: readonly Token[]): TokenTable[] {
  const state = new ReadingState(tokens);
  const named = withNames(tokens);
  const found: TokenTable[] = [];
  let taken = -1;
  tokens.forEach((token, at) => {
    const first = at === 1 && BEFORE_TABLE.has(tokens[0]?.text.toUpperCase() ?? '');
    if (at > taken && (state.namesTable() || first) && isName(token)) {
      const end = endOfPath(tokens, at);
      const text = tokens
        .slice(at, end + 1)
        .filter((each) => each.text !== '.')
        .map(plain)
        .join('.');
      const isCall = tokens[end + 1]?.text === '(' && wordBefore(tokens, at) !== 'INTO';
      if (!isCall && !(end === at && named.has(text.toLowerCase()))) {
        found.push({ text, start: token.start, end: tokens[end]?.end ?? token.end });
      }
      taken = end;
    }
    state.pass(at);
  });
  return found;
}

/** `name AS (` and `name (columns) AS (`. */
function withNames(tokens: readonly Token[]): Set<string> {
  const names = new Set<string>();
  if (!tokens.some(({ text }) => text.toUpperCase() === 'WITH')) return names;
  tokens.forEach((token, at) => {
    if (token.text.toUpperCase() !== 'AS' || tokens[at + 1]?.text !== '(') return;
    let before = at - 1;
    if (tokens[before]?.text === ')') while (before > 0 && tokens[before]?.text !== '(') before -= 1;
    const name = tokens[before]?.text === '(' ? tokens[before - 1] : tokens[before];
    if (name !== undefined && (name.kind === 'word' || name.kind === 'quoted')) names.add(plain(name).toLowerCase());
  });
  return names;
}

function isName({ kind, text }: Token): boolean {
  return kind === 'quoted' || kind === 'parameter' || (kind === 'word' && !NO_TABLE.has(text.toUpperCase()));
}

function endOfPath(tokens: readonly Token[], start: number): number {
  let at = start;
  while (tokens[at + 1]?.text === '.' && tokens[at + 2] !== undefined && tokens[at + 2]?.kind !== 'operator') at += 2;
  return at;
}

function plain({ kind, text }: Token): string {
  return kind === 'quoted' ? text.slice(1, -1).replaceAll('""', '"') : text;
}

function wordBefore(tokens: readonly Token[], at: number): string {
  return tokens[at - 1]?.text.toUpperCase() ?? '';
}
