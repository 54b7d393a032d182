import type { Evaluator } from './evaluator.ts';
import type { ProgramNode } from './program.ts';
import type { Value } from './values.ts';

export type CallNode = Extract<ProgramNode, { kind: 'call' }>;

/** What a language and its libraries mean by names, attributes and calls. */
export type Rules = {
  /** A name that the code binds nowhere: a builtin or a global. */
  global(name: string): Value[];
  /** Whether a name that is bound at the top may also mean the language's own, for as long as it is not bound yet. */
  keepsGlobal(name: string): boolean;
  /** An attribute of a thing or a reference. Undefined: nothing special. */
  member(base: Value, name: string): Value[] | undefined;
  /** What a call gives. Undefined: nothing that is known. */
  result(callee: Value, call: CallNode, evaluator: Evaluator): Value[] | undefined;
};
