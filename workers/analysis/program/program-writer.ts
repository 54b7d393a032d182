import type { NodeId, Program, ProgramImport, ProgramNode, ScopeId } from './program.ts';

/**
 * Puts a program together: nodes get their number before they are known, and what is only assigned finds the scope that declares it in
 * the end, since that can come later in the text.
 */
export class ProgramWriter {
  readonly nodes: ProgramNode[] = [];
  readonly imports: ProgramImport[] = [];
  readonly notable: Program['notable'] = [];
  readonly attributes: Program['attributes'] = [];
  readonly #scopes: ScopeId[] = [-1];
  readonly #declared = new Set<string>();
  readonly #bindings: Program['bindings'] = [];
  readonly #assigned: Program['bindings'] = [];

  scope(parent: ScopeId): ScopeId {
    this.#scopes.push(parent);
    return this.#scopes.length - 1;
  }

  add(node: ProgramNode): NodeId {
    this.nodes.push(node);
    return this.nodes.length - 1;
  }

  /** A name that the scope has of its own, with a value or without. */
  declare(scope: ScopeId, name: string, value?: NodeId): void {
    this.#declared.add(`${scope} ${name}`);
    if (value !== undefined) this.#bindings.push([scope, name, value]);
  }

  /** A name that is given a value, wherever it belongs. */
  assign(scope: ScopeId, name: string, value: NodeId): void {
    this.#assigned.push([scope, name, value]);
  }

  /** `globalOf`: what a name means that nobody declares. */
  program(globalOf: (name: string) => string): Program {
    const bindings = [...this.#bindings];
    const undeclared = new Set<string>();
    for (const [from, name, value] of this.#assigned) {
      let scope: ScopeId | undefined = from;
      while (scope !== undefined && scope >= 0 && !this.#declared.has(`${scope} ${name}`)) scope = this.#scopes[scope];
      if (scope === undefined || scope < 0) undeclared.add(name);
      bindings.push([Math.max(0, scope ?? 0), name, value]);
    }
    for (const name of undeclared) {
      bindings.push([0, name, this.add({ kind: 'module', path: globalOf(name), line: 1 })]);
    }
    const { nodes, imports, notable, attributes } = this;
    return { scopes: this.#scopes, nodes, bindings, attributes, imports, stars: [], notable };
  }
}
