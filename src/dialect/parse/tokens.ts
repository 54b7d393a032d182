/**
 * `word` is a keyword or a plain identifier; `unicode` is `U&'…'` and `binary` is `X'…'`, both undecoded; `foreign` is what Trino's
 * grammar has no place for, or what the parser refuses with advice of its own.
 */
export type TokenKind =
  | 'word'
  | 'quoted'
  | 'string'
  | 'unicode'
  | 'binary'
  | 'integer'
  | 'decimal'
  | 'double'
  | 'symbol'
  | 'foreign'
  | 'end';

/**
 * `key` is what the parser compares: a word in upper case, a symbol as it is, else empty. `value` is the content of a string or a
 * quoted identifier, and the text of all others. `start` and `end` are UTF-16 offsets in the text.
 */
export type Token = { kind: TokenKind; key: string; value: string; start: number; end: number };
