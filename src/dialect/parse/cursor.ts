import type { QueryError } from '../../core/app-error.ts';
import type { Expression, Identifier, QualifiedName, Query, TypeName } from '../ast.ts';
import { findBrackets, type Brackets } from './brackets.ts';
import { failureAt } from './failure.ts';
import { mismatch } from './mismatch.ts';
import type { Token } from './tokens.ts';
import { tokenize } from './lexer.ts';
import { decodeUnicode } from './unicode-string.ts';
import { CLAUSE_WORDS, RESERVED } from './words.ts';

/**
 * How deep parentheses, subqueries, calls, CASE and the like may stand in each other. The deepest of them (calls) takes about half
 * of the 984 KB of stack that V8 gives to a thread.
 */
export const DEPTH_LIMIT = 400;

/** The rules of the grammar that refer to each other in a circle. */
export type Rules = {
  expression: (cursor: Cursor) => Expression;
  /** An operand of a comparison: no AND, OR, NOT and no predicate. */
  value: (cursor: Cursor) => Expression;
  query: (cursor: Cursor) => Query;
  type: (cursor: Cursor) => TypeName;
};

const END: Token = { kind: 'end', key: '', value: '', start: 0, end: 0 };

/** A place in the tokens of one text. It moves forward only, and keeps what was looked for at the place for the message of an error. */
export class Cursor {
  readonly sql: string;
  readonly rules: Rules;
  readonly tokens: readonly Token[];
  private readonly brackets: Brackets;
  index = 0;
  token: Token;
  /** The token where an argument of a call begins: the one place for a lambda. */
  argumentAt = -1;
  /** How often a token was looked at. */
  looks = 0;
  private depth = 0;
  private sought: string[] = [];
  private soughtAt = 0;

  constructor(sql: string, rules: Rules) {
    this.sql = sql;
    this.rules = rules;
    this.tokens = tokenize(sql);
    this.brackets = findBrackets(this.tokens);
    this.token = this.tokens[0] ?? END;
  }

  get at(): number {
    return this.token.start;
  }

  atEnd(): boolean {
    return this.token.kind === 'end';
  }

  get previous(): Token | undefined {
    return this.tokens[this.index - 1];
  }

  peek(ahead = 1): Token {
    return this.tokens[this.index + ahead] ?? this.tokens.at(-1) ?? END;
  }

  next(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.token = this.tokens[++this.index] ?? END;
    return token;
  }

  /** Remembers that `what` would have fitted here: a key, or a kind such as `<expression>`. */
  seek(what: string): void {
    if (this.soughtAt !== this.index) {
      this.soughtAt = this.index;
      this.sought = [];
    }
    this.sought.push(what);
  }

  is(key: string): boolean {
    this.looks++;
    if (this.token.key === key && this.token.kind !== 'foreign') return true;
    this.seek(key);
    return false;
  }

  /** Whether the keys stand here one after the other; only the first is named as expected. */
  are(...keys: string[]): boolean {
    return keys.every((key, ahead) => (ahead === 0 ? this.is(key) : this.peek(ahead).key === key));
  }

  accept(key: string): boolean {
    if (!this.is(key)) return false;
    this.next();
    return true;
  }

  acceptAll(...keys: string[]): boolean {
    if (!this.are(...keys)) return false;
    for (const _ of keys) this.next();
    return true;
  }

  expect(...keys: string[]): void {
    for (const key of keys) if (!this.accept(key)) throw this.mismatch();
  }

  oneOf<Key extends string>(...keys: Key[]): Key | undefined {
    return keys.find((key) => this.accept(key));
  }

  /** Items with commas between them. */
  list<Item>(item: () => Item): Item[] {
    const items = [item()];
    while (this.accept(',')) items.push(item());
    return items;
  }

  parenthesized<Item>(item: () => Item): Item {
    this.expect('(');
    const found = item();
    this.expect(')');
    return found;
  }

  /** Whether the `(` that is `ahead` tokens away encloses a query. */
  opensQuery(ahead = 0): boolean {
    return this.brackets.query[this.index + ahead] === 1;
  }

  /** The token behind the `)` that closes the `(` that is `ahead` tokens away. */
  afterClose(ahead = 0): Token {
    return this.tokens[(this.brackets.close[this.index + ahead] ?? 0) + 1] ?? END;
  }

  isIdentifier(token = this.token): boolean {
    return token.kind === 'quoted' || (token.kind === 'word' && !RESERVED.has(token.key));
  }

  identifier(): Identifier {
    const { token } = this;
    if (!this.isIdentifier(token)) throw this.mismatch('<identifier>');
    if (token.kind === 'quoted' && token.value === '') throw this.failure('a quoted identifier must not be empty', token);
    this.next();
    return { text: token.value, quoted: token.kind === 'quoted', at: token.start };
  }

  identifiers(): Identifier[] {
    return this.parenthesized(() => this.list(() => this.identifier()));
  }

  qualifiedName(): QualifiedName {
    const { at } = this;
    const parts = [this.identifier()];
    while (this.accept('.')) parts.push(this.identifier());
    return { parts, at };
  }

  /** `AS name`, or a name alone that no clause begins with. */
  alias(): Identifier | undefined {
    if (this.accept('AS')) return this.identifier();
    if (!this.isIdentifier() || this.beginsClause()) return undefined;
    return this.identifier();
  }

  isString(token = this.token): boolean {
    return token.kind === 'string' || token.kind === 'unicode';
  }

  string(): string {
    if (!this.isString()) throw this.mismatch('<string>');
    const token = this.next();
    if (token.kind === 'string') return token.value;
    let escape = '\\';
    if (this.accept('UESCAPE')) escape = this.string();
    return decodeUnicode(token.value, escape, (message) => this.failure(message, token, "U&''"));
  }

  /** A whole number, as a literal. */
  integer(): Expression {
    if (this.token.kind !== 'integer') throw this.mismatch('<integer>');
    const token = this.next();
    return { node: 'number', text: token.value, form: 'integer', at: token.start };
  }

  enter(): void {
    if (++this.depth > DEPTH_LIMIT)
      throw this.failure(
        `the query is nested too deeply here: more than ${DEPTH_LIMIT} levels of parentheses, subqueries and calls. Give parts of it a name in WITH, or take out parentheses`,
        this.token,
        'nesting',
      );
  }

  leave(): void {
    this.depth--;
  }

  failure(message: string, token = this.token, construct?: string): QueryError {
    return failureAt(this.sql, token.start, message, construct);
  }

  /** That the token here fits nowhere: names what was looked for at this place. */
  mismatch(...more: string[]): QueryError {
    for (const what of more) this.seek(what);
    return mismatch(this.sql, this.tokens, this.index, this.soughtAt === this.index ? this.sought : []);
  }

  private beginsClause(): boolean {
    const { key, kind } = this.token;
    if (kind !== 'word' || !CLAUSE_WORDS.has(key)) return false;
    const after = this.peek();
    if (key === 'WINDOW') return this.isIdentifier(after) && this.peek(2).key === 'AS';
    if (key === 'TABLESAMPLE') return after.key === 'BERNOULLI' || after.key === 'SYSTEM';
    if (key === 'MATCH_RECOGNIZE') return after.key === '(';
    return ![',', ')', 'FROM', 'JOIN', 'WHERE'].includes(after.key);
  }
}
