import type { Call, Expression } from '../ast.ts';
import type { TrinoType } from '../types.ts';
import { signature, type Bindings, type Signature } from './signature.ts';

/** The SQL of the arguments, each already cast to its parameter's type. There are as many as the signature says. */
export type Args = readonly [string, string, string, string, string, ...string[]];

/** What the SQL of a call may depend on besides its arguments. */
export type CallContext = {
  /** Types of the arguments after coercion, and of the result as the signature gives it. */
  types: readonly [TrinoType, TrinoType, TrinoType, TrinoType, ...TrinoType[]];
  result: TrinoType;
  bindings: Bindings;
  call: Call;
  nodes: readonly Expression[];
  /** The value of an argument that is a literal (text, or a number's text); undefined if it is none. */
  constant(index: number): string | undefined;
  /** `name(DISTINCT args ORDER BY …) FILTER (…) OVER (…)` of DuckDB, with what the call was written with. For aggregates and window functions. */
  aggregate(name: string, ...args: string[]): string;
  /** `sql` cast as Trino casts it from one type to another; `safe` gives NULL where it can't be. */
  cast(sql: string, from: TrinoType, to: TrinoType, safe?: boolean): string;
  /** SQL that fails with the message when it is evaluated, as a value of the type; inside TRY it is NULL. */
  fail(message: string, type: TrinoType): string;
  /** Refuses the call: throws `QueryError` at its place, with the function's name as the construct. `advice` names another way to write it. */
  refuse(advice: string): never;
  /** Refuses an argument that Trino refuses too: throws `QueryError` as `refuse` does, in Trino's words. */
  invalid(message: string): never;
  /** Builds SQL that uses `sql` more than once without writing a long text more than once. */
  once(sql: string, use: (name: string) => string): string;
};

export type FunctionKind = 'scalar' | 'aggregate' | 'window';

export type FunctionSpec = {
  kind: FunctionKind;
  signature: Signature;
  sql(args: Args, context: CallContext): string;
  /** The result's type, where the pattern of the signature does not say it (decimals, precisions). */
  type?: (context: Pick<CallContext, 'types' | 'bindings' | 'constant'>) => TrinoType;
};

type Build = FunctionSpec['sql'];
type ResultType = NonNullable<FunctionSpec['type']>;

function define(kind: FunctionKind) {
  return (text: string, sql: Build, type?: ResultType): FunctionSpec =>
    type === undefined ? { kind, signature: signature(text), sql } : { kind, signature: signature(text), sql, type };
}

export const scalar = define('scalar');
export const aggregate = define('aggregate');
export const window = define('window');
