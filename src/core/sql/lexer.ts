import { QueryError } from '../app-error.ts';
import { textPosition } from './text-position.ts';

/**
 * `word` is a keyword or a plain identifier, `quoted` a "quoted identifier", `parameter` a `:name`, `${name}`, `{{name}}`, `$1` or
 * `?`. Comments and white space give no token. `start` and `end` are UTF-16 offsets in the text.
 */
export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'operator' | 'parameter';
export type Token = { kind: TokenKind; text: string; start: number; end: number };

// White space as DuckDB reads it: it takes Unicode's spaces for blanks, so a word must end at one here too.
const SPACE = /[\s\u0085\u200b-\u200f\u202a-\u202f\u2060-\u2064\ufeff]+/uy;
const WORD = /[A-Za-z_\u0080-\u{10ffff}](?:(?![\s\u0085\u200b-\u200f\u202a-\u202f\u2060-\u2064\ufeff])[\w$\u0080-\u{10ffff}])*/uy;
const NUMBER = /0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/uy;
const OPERATOR = /::|:=|<=|>=|<>|!=|\|\||->>?|=>|\.\.|[^\s]/uy;
const NAMED = /:([A-Za-z_]\w*)/uy;
// A name holds no `--`: another reader would take it for the beginning of a comment.
const NAME = String.raw`\s*[\p{L}\p{N}_](?:[\p{L}\p{N}_.]|-(?!-))*\s*`;
const BRACED = new RegExp(String.raw`\$\{${NAME}\}|\{\{${NAME}\}\}`, 'uy');
const NUMBERED = /\$\d+(?![\w$])|\?/uy;

/** Words after which an operand begins, so that a `:name` behind them is a parameter even inside brackets. */
const BEFORE_OPERAND = new Set(
  'select distinct where and or not in is like ilike between when then else case having on by limit offset values escape all any as from using'.split(
    ' ',
  ),
);

/**
 * The tokens of a SQL text, as Trino and DuckDB both read it: strings with doubled quotes, `E'…'` with backslashes, "quoted
 * identifiers", comments (`--`, and nested block comments), numbers and operators. Throws `QueryError` for what never ends, and for
 * the two notations in which a text could hide from a reader of tokens: dollar-quoted strings and `U&"…"`.
 */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  const brackets: string[] = [];
  for (let at = 0; at < sql.length;) at = step(sql, at, tokens, brackets);
  return tokens;
}

const MOST_REPAIRS = 50;

/** The tokens of a text that is still being written: what `tokenize` refuses is passed over, 50 times at most. */
export function tokenizeLoosely(sql: string): Token[] {
  const tokens: Token[] = [];
  const brackets: string[] = [];
  let repairs = 0;
  for (let at = 0; at < sql.length && repairs < MOST_REPAIRS;) {
    try {
      at = step(sql, at, tokens, brackets);
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      repairs++;
      at++;
    }
  }
  return tokens;
}

/** Reads a blank or a token at `at`; answers where it ends. */
function step(sql: string, at: number, tokens: Token[], brackets: string[]): number {
  const skipped = skipBlank(sql, at);
  if (skipped > at) return skipped;
  const token = readToken(sql, at, tokens.at(-1), brackets.at(-1));
  if (token.kind === 'operator') trackBrackets(brackets, token.text);
  tokens.push(token);
  return token.end;
}

function readToken(sql: string, at: number, previous: Token | undefined, bracket: string | undefined): Token {
  const char = sql[at] ?? '';
  if (char === "'") return token('string', sql, at, endOfQuoted(sql, at, "'", 'string'));
  if (char === '"') return token('quoted', sql, at, endOfQuoted(sql, at, '"', 'quoted identifier'));
  const placeholder = matchAt(BRACED, sql, at) > at ? matchAt(BRACED, sql, at) : matchAt(NUMBERED, sql, at);
  if (placeholder > at) return token('parameter', sql, at, placeholder);
  if (char === '$')
    throw refused(
      sql,
      at,
      '"$" is not supported here; write a parameter as :name, ${name}, {{name}} or $1, and a string between single quotes',
    );
  if (char === ':' && sql[at + 1] !== ':' && !isSlice(previous, bracket)) {
    const end = matchAt(NAMED, sql, at);
    if (end > at) return token('parameter', sql, at, end);
  }
  const word = matchAt(WORD, sql, at);
  if (word > at) return readWord(sql, at, word);
  const number = matchAt(NUMBER, sql, at);
  if (number > at) return token('number', sql, at, number);
  return token('operator', sql, at, matchAt(OPERATOR, sql, at));
}

function readWord(sql: string, at: number, end: number): Token {
  const word = sql.slice(at, end);
  if (sql[end] === "'" && /^e$/iu.test(word)) return token('string', sql, at, endOfEscaped(sql, end));
  if (/^u$/iu.test(word) && sql[end] === '&' && sql[end + 1] === '"')
    throw refused(sql, at, 'U&"…" identifiers are not supported; write the name between double quotes');
  if (word.endsWith('$') && matchAt(BRACED, sql, end - 1) >= end)
    throw refused(sql, at, 'a placeholder cannot be a part of a name; let it stand for all of the name, such as ${table_name}');
  return token('word', sql, at, end);
}

/** A `:` behind an operand inside `[…]` or a key inside `{…}` belongs to a slice or a struct. */
function isSlice(previous: Token | undefined, bracket: string | undefined): boolean {
  if (previous === undefined || (bracket !== '[' && bracket !== '{')) return false;
  if (previous.kind === 'operator') return previous.text === ')' || previous.text === ']' || previous.text === '}';
  return previous.kind !== 'word' || !BEFORE_OPERAND.has(previous.text.toLowerCase());
}

function trackBrackets(brackets: string[], text: string): void {
  if (text === '(' || text === '[' || text === '{') brackets.push(text);
  else if (text === ')' || text === ']' || text === '}') brackets.pop();
}

function skipBlank(sql: string, at: number): number {
  if (sql.startsWith('--', at)) {
    const end = /[\n\r]/u.exec(sql.slice(at))?.index;
    return end === undefined ? sql.length : at + end;
  }
  return sql.startsWith('/*', at) ? endOfComment(sql, at) : matchAt(SPACE, sql, at);
}

function endOfComment(sql: string, start: number): number {
  let depth = 0;
  for (let at = start; at < sql.length; at++) {
    if (sql.startsWith('/*', at)) {
      depth++;
      at++;
    } else if (sql.startsWith('*/', at)) {
      depth--;
      at++;
      if (depth === 0) return at + 1;
    }
  }
  throw refused(sql, start, 'this comment never ends; close it with */');
}

function endOfQuoted(sql: string, start: number, quote: string, what: string): number {
  for (let at = sql.indexOf(quote, start + 1); at >= 0; at = sql.indexOf(quote, at + 2)) {
    if (sql[at + 1] !== quote) return at + 1;
  }
  throw refused(sql, start, `this ${what} never ends; close it with ${quote}`);
}

function endOfEscaped(sql: string, start: number): number {
  for (let at = start + 1; at < sql.length; at++) {
    if (sql[at] === '\\') at++;
    else if (sql[at] === "'") {
      if (sql[at + 1] !== "'") return at + 1;
      at++;
    }
  }
  throw refused(sql, start, "this string never ends; close it with '");
}

function token(kind: TokenKind, sql: string, start: number, end: number): Token {
  return { kind, text: sql.slice(start, end), start, end };
}

function matchAt(pattern: RegExp, sql: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(sql) ? pattern.lastIndex : at;
}

function refused(sql: string, offset: number, message: string): QueryError {
  return new QueryError(message, textPosition(sql, offset));
}
