import type { NodeId, Program, ProgramImport, ProgramNode, ReadProgram } from '../program/program.ts';

const MOST_NODES = 3_000_000;

/**
 * The program that `read_python.py` wrote, as JSON: `{"nodes": [[kind, line, column, …], …], …}`. It comes out of a sandbox, so nothing of
 * it is taken as it is: every number must name something that is there. Throws `TypeError` for what is no such program.
 */
export function readPythonProgram(bytes: Uint8Array<ArrayBuffer>): ReadProgram {
  const read = object(JSON.parse(new TextDecoder().decode(bytes)));
  const error = read['error'];
  if (error !== undefined) {
    const [line, column, message] = list(error);
    return { syntax_error: { line: place(line), column: place(column), message: text(message) } };
  }
  const rows = list(read['nodes']);
  if (rows.length > MOST_NODES) throw wrong('too many nodes');
  const scopes = list(read['scopes']).map((parent, at) => {
    if (typeof parent !== 'number' || !Number.isInteger(parent) || parent < -1 || parent >= Math.max(at, 0))
      throw wrong('a scope');
    return parent;
  });
  const shape = new Shapes(rows.length, scopes.length);
  const program: Program = {
    scopes,
    nodes: rows.map((row) => shape.node(list(row))),
    bindings: list(read['bindings']).map((row) => {
      const [scope, name, value] = list(row);
      return [shape.scope(scope), text(name), shape.id(value)];
    }),
    attributes: list(read['attributes']).map((row) => {
      const [name, value] = list(row);
      return [text(name), shape.id(value)];
    }),
    imports: list(read['imports']).map(importOf),
    stars: texts(read['stars']),
    notable: list(read['notable']).map((row) => {
      const [line, column, what] = list(row);
      return { line: place(line), column: place(column), what: text(what) };
    }),
  };
  return { program };
}

const IMPORT_KINDS = ['built in', 'package', 'unknown'] as const;

function importOf(row: unknown): ProgramImport {
  const [line, column, name, kind] = list(row);
  const known = IMPORT_KINDS.find((each) => each === kind);
  if (known === undefined) throw wrong('the kind of an import');
  return { line: place(line), column: place(column), name: text(name), kind: known };
}

/** Reads nodes whose numbers must lie within a program of this size. */
class Shapes {
  readonly #nodes: number;
  readonly #scopes: number;

  constructor(nodes: number, scopes: number) {
    this.#nodes = nodes;
    this.#scopes = scopes;
  }

  node([kind, line, column, ...rest]: unknown[]): ProgramNode {
    const at = { line: place(line), column: place(column) };
    const [a, b, c, d] = rest;
    switch (kind) {
      case 'name':
        return { ...at, kind, scope: this.scope(a), name: text(b) };
      case 'attribute':
        return { ...at, kind, base: this.id(a), name: text(b) };
      case 'index':
        return { ...at, kind, base: this.id(a), key: this.id(b) };
      case 'call':
        return { ...at, kind, callee: this.id(a), args: this.ids(b), named: this.entries(c), spread: d === true };
      case 'text':
        return { ...at, kind, text: text(a) };
      case 'join':
        return { ...at, kind, parts: this.ids(a) };
      case 'path':
        return { ...at, kind, parts: this.ids(a) };
      case 'list':
        return { ...at, kind, items: this.ids(a) };
      case 'either':
        return { ...at, kind, of: this.ids(a) };
      case 'filled':
        return { ...at, kind, text: this.id(a) };
      case 'record':
        return { ...at, kind, entries: this.entries(a) };
      case 'element':
        return { ...at, kind, of: this.id(a) };
      case 'same':
        return { ...at, kind, of: this.id(a) };
      case 'item':
        return { ...at, kind, of: this.id(a), at: index(b, 1_000_000) };
      case 'function':
        return { ...at, kind, name: text(a), params: texts(b), scope: this.scope(c), returns: this.ids(d) };
      case 'module':
        return { ...at, kind, path: text(a) };
      case 'other':
        return { ...at, kind };
      default:
        throw wrong('the kind of a node');
    }
  }

  id(value: unknown): NodeId {
    return index(value, this.#nodes);
  }

  scope(value: unknown): number {
    return index(value, this.#scopes);
  }

  ids(value: unknown): NodeId[] {
    return list(value).map((each) => this.id(each));
  }

  entries(value: unknown): [string, NodeId][] {
    return list(value).map((entry) => {
      const [name, id] = list(entry);
      return [text(name), this.id(id)];
    });
  }
}

function index(value: unknown, end: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < end) return value;
  throw wrong('a number that names nothing');
}

function place(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 ? value : 1;
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw wrong('a text');
}

function texts(value: unknown): string[] {
  return list(value).map(text);
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw wrong('a list');
}

function object(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw wrong('the whole');
}

function wrong(what: string): TypeError {
  return new TypeError(`what the sandbox read of the code cannot be used: ${what} is not as it must be`);
}
