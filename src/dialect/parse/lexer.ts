import { failureAt } from './failure.ts';
import type { Token, TokenKind } from './tokens.ts';

// Blanks that a text brings along from a web page or an office file count as spaces.
const SPACE = /[\s\u0085\u200b-\u200f\u202a-\u202f\u2060-\u2064\ufeff]+/uy;
const LINE_END = /[\n\r]/gu;
const WORD = /[A-Za-z_]\w*/uy;
const RADIX = /0(?:[xX](?:_?[\da-fA-F])+|[oO](?:_?[0-7])+|[bB](?:_?[01])+)/uy;
const DIGITS = String.raw`\d(?:_?\d)*`;
const NUMBER = new RegExp(String.raw`(?:${DIGITS}(?:\.(?:${DIGITS})?)?|\.${DIGITS})(?:[eE][+-]?${DIGITS})?`, 'uy');
const DIGIT_IDENTIFIER = /\d\w+/uy;
const PLACEHOLDER = /\$\{[^{}\n]*\}|\{\{[^{}\n]*\}\}|\$\d+|\?|:[A-Za-z_]\w*/uy;
const FOREIGN_SYMBOL = /::|:=|==|\/\/|->>|\$\$|<=>/uy;
const SYMBOL = /<>|!=|<=|>=|\|\||->|=>|[-+*/%=<>.,;:()[\]]/uy;
const BACKQUOTED = /`[^`]*`?/uy;
const FOREIGN_WORD = /[^\s"'`()[\]{},;.=<>+*/%|-]+/uy;

/**
 * The tokens of a text, as Trino's grammar cuts it, with one of kind `end` behind them; white space and comments (which don't nest)
 * give none. Throws `QueryError` for a string, a quoted identifier or a comment that never ends.
 */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    const skipped = skipBlank(sql, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const token = readToken(sql, at);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', key: '', value: '', start: sql.length, end: sql.length });
  return tokens;
}

function readToken(sql: string, at: number): Token {
  const char = sql[at] ?? '';
  if (char === "'") return quoted('string', sql, at, at);
  if (char === '"') return quoted('quoted', sql, at, at);
  if (char === '`') return plain('foreign', sql, at, matchAt(BACKQUOTED, sql, at), '`');
  const word = matchAt(WORD, sql, at);
  if (word > at) return readWord(sql, at, word);
  return readNumber(sql, at) ?? readSymbol(sql, at);
}

function readWord(sql: string, at: number, end: number): Token {
  const word = sql.slice(at, end).toUpperCase();
  const next = sql[end];
  if (next === "'") {
    if (word === 'X') return quoted('binary', sql, at, end);
    if (word === 'E') return { ...quoted('string', sql, at, end), kind: 'foreign', key: "E'" };
  }
  if (word === 'U' && next === '&') {
    if (sql[end + 1] === "'") return quoted('unicode', sql, at, end + 1);
    if (sql[end + 1] === '"') return { ...quoted('quoted', sql, at, end + 1), kind: 'foreign', key: 'U&"' };
  }
  const past = matchAt(FOREIGN_WORD, sql, end);
  if (past > end && /[$@#\u0080-\u{10ffff}]/u.test(next ?? '') && !sql.startsWith('${', end)) {
    const blank = skipBlank(sql, end);
    if (blank === end) return plain('foreign', sql, at, past, 'name');
  }
  return { kind: 'word', key: word, value: sql.slice(at, end), start: at, end };
}

function readNumber(sql: string, at: number): Token | undefined {
  const radix = matchAt(RADIX, sql, at);
  const end = Math.max(radix, matchAt(NUMBER, sql, at));
  const identifier = matchAt(DIGIT_IDENTIFIER, sql, at);
  if (identifier > end) return plain('foreign', sql, at, identifier, '1x');
  if (end === at) return undefined;
  const digits = sql.slice(at, end).replaceAll('_', '');
  if (radix > at) return { kind: 'integer', key: '', value: BigInt(digits).toString(), start: at, end };
  const kind = /e/iu.test(digits) ? 'double' : digits.includes('.') ? 'decimal' : 'integer';
  return { kind, key: '', value: digits, start: at, end };
}

function readSymbol(sql: string, at: number): Token {
  if (sql.startsWith('*/', at))
    throw failureAt(sql, at, "'*/' ends no comment here. Comments don't nest in Trino: the first */ ends the comment", '*/');
  const foreign = matchAt(FOREIGN_SYMBOL, sql, at);
  if (foreign > at) return plain('foreign', sql, at, foreign, sql.slice(at, foreign));
  const placeholder = matchAt(PLACEHOLDER, sql, at);
  if (placeholder > at) return plain('foreign', sql, at, placeholder, '?');
  const end = matchAt(SYMBOL, sql, at);
  if (end > at) return plain('symbol', sql, at, end, sql.slice(at, end));
  const unknown = String.fromCodePoint(sql.codePointAt(at) ?? 0);
  const letters = /\p{L}/u.test(unknown) ? matchAt(FOREIGN_WORD, sql, at) : at;
  return letters > at ? plain('foreign', sql, at, letters, 'name') : plain('foreign', sql, at, at + unknown.length, unknown);
}

function skipBlank(sql: string, at: number): number {
  if (sql.startsWith('--', at)) {
    LINE_END.lastIndex = at;
    return LINE_END.test(sql) ? LINE_END.lastIndex : sql.length;
  }
  if (!sql.startsWith('/*', at)) return matchAt(SPACE, sql, at);
  const end = sql.indexOf('*/', at + 2);
  if (end < 0) throw failureAt(sql, at, 'this comment never ends; close it with */', 'comment');
  return end + 2;
}

/** From `open`, where the quotation mark stands, to the one that closes it. */
function quoted(kind: 'string' | 'unicode' | 'binary' | 'quoted', sql: string, start: number, open: number): Token {
  const quote = kind === 'quoted' || sql[open] === '"' ? '"' : "'";
  for (let at = sql.indexOf(quote, open + 1); at >= 0; at = sql.indexOf(quote, at + 2)) {
    if (sql[at + 1] !== quote)
      return { kind, key: '', value: sql.slice(open + 1, at).replaceAll(quote + quote, quote), start, end: at + 1 };
  }
  const what = quote === '"' ? 'quoted identifier' : 'string';
  throw failureAt(sql, start, `this ${what} never ends; close it with ${quote}`, what);
}

function plain(kind: TokenKind, sql: string, start: number, end: number, key: string): Token {
  return { kind, key, value: sql.slice(start, end), start, end };
}

function matchAt(pattern: RegExp, sql: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(sql) ? pattern.lastIndex : at;
}
