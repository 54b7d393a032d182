import type { AnyNode, Program } from 'acorn';
import { childNodes, isFunction, isNode, patternNames } from './walk.ts';

export type TopLevelNames = {
  /** Declared by `const`, `let` or `class` among the program's own statements. */
  lexical: Set<string>;
  /** Declared by `var`, wherever in the program, but for functions. */
  vars: Set<string>;
};

export function topLevelNames(program: Program): TopLevelNames {
  const vars = new Set<string>();
  visitOutsideFunctions(program, (node) => {
    if (node.type === 'VariableDeclaration' && node.kind === 'var') for (const name of declared(node)) vars.add(name);
  });
  return { lexical: new Set(program.body.flatMap((statement) => lexicalNames(statement))), vars };
}

/** True if `name` is assigned somewhere outside of functions, where it means the variable of the top level. */
export function assignsAtTopLevel(program: Program, name: string): boolean {
  let assigned = false;
  visitOutsideFunctions(program, (node) => {
    assigned ||= assignedNames(node).includes(name);
    return !shadows(node, name);
  });
  return assigned;
}

/** Calls `visit` for every node but those inside of functions and classes; what it answers false for is not looked into. */
function visitOutsideFunctions(program: Program, visit: (node: AnyNode) => boolean | void): void {
  const waiting: AnyNode[] = [...(program.body as AnyNode[])];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isFunction(node) || node.type === 'ClassBody') continue;
    if (visit(node) !== false) waiting.push(...childNodes(node));
  }
}

function assignedNames(node: AnyNode): string[] {
  if (node.type === 'AssignmentExpression') return patternNames(node.left);
  if (node.type === 'UpdateExpression') return patternNames(node.argument);
  if (node.type === 'ForInStatement' || node.type === 'ForOfStatement') return patternNames(node.left);
  return [];
}

/** Whether a block, loop, switch or catch clause has a variable of its own by this name. */
function shadows(node: AnyNode, name: string): boolean {
  switch (node.type) {
    case 'BlockStatement':
      return node.body.some((statement) => lexicalNames(statement).includes(name));
    case 'ForStatement':
      return isNode(node.init) && lexicalNames(node.init).includes(name);
    case 'ForInStatement':
    case 'ForOfStatement':
      return lexicalNames(node.left).includes(name);
    case 'SwitchStatement':
      return node.cases.some(({ consequent }) => consequent.some((statement) => lexicalNames(statement).includes(name)));
    case 'CatchClause':
      return isNode(node.param) && patternNames(node.param).includes(name);
    default:
      return false;
  }
}

function lexicalNames(node: AnyNode | Program['body'][number]): string[] {
  const at = node;
  if (at.type === 'VariableDeclaration') return at.kind === 'var' ? [] : declared(at);
  return at.type === 'ClassDeclaration' && isNode(at.id) ? [at.id.name] : [];
}

function declared(node: Extract<AnyNode, { type: 'VariableDeclaration' }>): string[] {
  return node.declarations.flatMap(({ id }) => patternNames(id as AnyNode));
}
