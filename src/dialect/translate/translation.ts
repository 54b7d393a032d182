import { QueryError } from '../../core/app-error.ts';
import { textPosition } from '../../core/sql/text-position.ts';
import { FAILURE_MARK } from '../failure-mark.ts';
import type { Expression, Query } from '../ast.ts';
import type { Catalog } from '../catalog.ts';
import { bindAll } from '../sql-parts.ts';
import { quoteText, type TrinoType, duckType } from '../types.ts';
import type { Scope, Typed } from './scope.ts';

/** Athena's own names of what is wrong with a query. Source: the error codes of Trino's StandardErrorCode. */
export type ErrorCode =
  | 'AMBIGUOUS_NAME'
  | 'COLUMN_NOT_FOUND'
  | 'DUPLICATE_NAMED_QUERY'
  | 'EXPRESSION_NOT_AGGREGATE'
  | 'EXPRESSION_NOT_IN_DISTINCT'
  | 'EXPRESSION_NOT_SCALAR'
  | 'FUNCTION_NOT_FOUND'
  | 'INVALID_ARGUMENTS'
  | 'INVALID_COLUMN_REFERENCE'
  | 'INVALID_FUNCTION_ARGUMENT'
  | 'INVALID_LITERAL'
  | 'MISMATCHED_COLUMN_ALIASES'
  | 'NESTED_AGGREGATION'
  | 'NESTED_WINDOW'
  | 'NOT_SUPPORTED'
  | 'SCHEMA_NOT_FOUND'
  | 'SYNTAX_ERROR'
  | 'TABLE_NOT_FOUND'
  | 'TYPE_MISMATCH';

/** A query's SQL and its columns; `column` is the name by which DuckDB knows one, unlike every other of the query. */
export type QueryColumn = { name?: string; column: string; type: TrinoType };
export type TranslatedQuery = { sql: string; columns: readonly QueryColumn[] };
export type TranslateQuery = (translation: Translation, query: Query, scope: Scope) => TranslatedQuery;

/** One statement on its way: its text, for the places in errors, what it can name, and names that nothing else has. */
export class Translation {
  readonly text: string;
  readonly catalog: Catalog;
  /** Queries inside of expressions. */
  readonly query: TranslateQuery;
  /** What the person must know of how the statement was read. */
  readonly notes: string[] = [];
  private names = 0;
  /** How deep the translator stands, in each kind of thing that may stand in itself. */
  private readonly depths = { expression: 0, lambda: 0, subquery: 0 };
  private readonly known = new WeakMap<Scope, WeakMap<Expression, Typed>>();

  constructor(text: string, catalog: Catalog, query: TranslateQuery) {
    this.text = text;
    this.catalog = catalog;
    this.query = query;
  }

  /** What an expression became in a scope, made once. */
  remember(scope: Scope, expression: Expression, make: () => Typed): Typed {
    const known = this.known.get(scope) ?? new WeakMap<Expression, Typed>();
    this.known.set(scope, known);
    const before = known.get(expression);
    if (before) return before;
    const typed = make();
    known.set(expression, typed);
    return typed;
  }

  /** Each note is told once. */
  note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }

  /** A name that is used nowhere else in the statement. */
  fresh(prefix: string): string {
    this.names += 1;
    return `${prefix}${this.names}`;
  }

  /** Does the work one level deeper. Throws NOT_SUPPORTED at `at` where that is deeper than DuckDB binds in reasonable time. */
  nested<T>(kind: keyof typeof DEEPEST, at: number, work: () => T): T {
    if (this.depths[kind] >= DEEPEST[kind])
      throw this.error(
        'NOT_SUPPORTED',
        at,
        `More than ${DEEPEST[kind]} ${NAMES[kind]} stand in each other here. Give parts of the query names in WITH`,
        'nesting',
      );
    this.depths[kind] += 1;
    try {
      return work();
    } finally {
      this.depths[kind] -= 1;
    }
  }

  error(code: ErrorCode, at: number, message: string, construct?: string): QueryError {
    const where = textPosition(this.text, at);
    return new QueryError(
      `${code}: line ${where.line}:${where.position}: ${message}`,
      construct === undefined ? where : { ...where, construct },
    );
  }

  /** Builds SQL that uses `sql` more than once; a long text is written once and named. */
  once(sql: string, write: (name: string) => string): string {
    return this.onceAll([sql], write);
  }

  /**
   * `once` of several values. Every operand of a template belongs among them: where one is long, what is built stands inside of a lambda,
   * in which DuckDB takes no aggregate and no subquery.
   */
  onceAll<const T extends readonly string[]>(values: T, write: (...names: { [K in keyof T]: string }) => string): string {
    const short = values.every((sql) => sql.length <= SHORT && !VOLATILE.test(sql));
    return short ? write(...(values as { [K in keyof T]: string })) : bindAll(values, write);
  }
}

/** DuckDB binds the body of a lambda and a subquery twice on each level: its time doubles with it. */
const DEEPEST = { expression: 100, lambda: 8, subquery: 10 };
const NAMES = { expression: 'calls, casts and the like', lambda: 'lambdas', subquery: 'subqueries of conditions and values' };

/** SQL that may be written twice rather than named. */
const SHORT = 120;
const VOLATILE = /\b(?:random|uuid)\(/u;

/** SQL that fails with the message when a row reaches it. A cast is used since DuckDB's `error` may not stand inside of TRY. */
export function failure(message: string, type: TrinoType): string {
  return `CAST(CAST(${quoteText(FAILURE_MARK + message)} AS INTEGER) AS VARCHAR)::${duckType(type)}`;
}
