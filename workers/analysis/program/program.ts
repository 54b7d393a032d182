import type { CodePlace } from '../../../src/core/ports/code-analysis.ts';

/** Index of a node in its program. */
export type NodeId = number;
/** Index of a scope in its program. */
export type ScopeId = number;

/**
 * An expression of Python or JavaScript, as far as it matters what it may be. Nodes lie in one list and name each other by number, so
 * that nothing that reads them goes as deep as the code nests.
 */
export type ProgramNode = CodePlace &
  (
    | { kind: 'name'; scope: ScopeId; name: string }
    | { kind: 'attribute'; base: NodeId; name: string }
    | { kind: 'index'; base: NodeId; key: NodeId }
    /** `spread`: from there on, arguments are not known by their place. */
    | { kind: 'call'; callee: NodeId; args: NodeId[]; named: [name: string, value: NodeId][]; spread: boolean }
    | { kind: 'text'; text: string }
    /** Texts one after the other: `+`, templates, f-strings. What is no text is a part that is not known. */
    | { kind: 'join'; parts: NodeId[] }
    /** A text in which places are filled: `'…%s' % x`. */
    | { kind: 'filled'; text: NodeId }
    /** Python's `directory / name`. */
    | { kind: 'path'; parts: NodeId[] }
    | { kind: 'list'; items: NodeId[] }
    | { kind: 'record'; entries: [name: string, value: NodeId][] }
    | { kind: 'either'; of: NodeId[] }
    /** One of what a list holds. */
    | { kind: 'element'; of: NodeId }
    /** What a list holds at a place. */
    | { kind: 'item'; of: NodeId; at: number }
    | { kind: 'function'; name: string; params: string[]; scope: ScopeId; returns: NodeId[] }
    /** A module by its name. */
    | { kind: 'module'; path: string }
    /** Something else, of the same value: `await x`, `(x)`. */
    | { kind: 'same'; of: NodeId }
    | { kind: 'other' }
  );

export type ProgramImport = CodePlace & { name: string; kind: 'built in' | 'package' | 'unknown' };

/** What a program's text says, before it is asked what that means. */
export type Program = {
  /** The scope around each; the first has -1. */
  scopes: ScopeId[];
  nodes: ProgramNode[];
  /** What names are given in a scope, anywhere in it. */
  bindings: [scope: ScopeId, name: string, value: NodeId][];
  /** What attributes are given, of whatever object: `self.client = …`. */
  attributes: [name: string, value: NodeId][];
  imports: ProgramImport[];
  /** Modules of which all names were taken. */
  stars: string[];
  /** What the syntax itself says that can't be seen through. */
  notable: (CodePlace & { what: string })[];
};

/** What reading a text gave: the program, or where it is none. */
export type ReadProgram = { program: Program } | { syntax_error: CodePlace & { message: string } };
