import type { AnyNode, ExpressionStatement, Program, Statement } from 'acorn';
import { isNode } from './walk.ts';

type Body = readonly (AnyNode | Statement)[];

/**
 * The expression statements of which one gives a script its value: those that may be the last to run, at top level or inside of
 * blocks, conditions, loops and `try`. A `finally` gives no value, as in the language's own completion values.
 */
export function completionStatements(program: Program): ExpressionStatement[] {
  const found: ExpressionStatement[] = [];
  markList(program.body, found);
  return found;
}

/** From the end towards the start, until one statement is sure to give a value. True if one is. */
function markList(body: Body, found: ExpressionStatement[]): boolean {
  const jumps = body.some(holdsJump);
  let sure = false;
  for (let at = body.length - 1; at >= 0 && (jumps || !sure); at -= 1) {
    const node = body[at];
    if (node !== undefined && mark(node, found)) sure = true;
  }
  return sure && !jumps;
}

/** True if the statement gives a value whenever it runs to its end. */
function mark(node: AnyNode, found: ExpressionStatement[]): boolean {
  switch (node.type) {
    case 'ExpressionStatement':
      if (node.directive === 'use strict') return false;
      found.push(node);
      return true;
    case 'BlockStatement':
      return markList(node.body, found);
    case 'LabeledStatement':
      return mark(node.body, found) && !holdsJump(node.body);
    case 'IfStatement': {
      const then = mark(node.consequent, found);
      return isNode(node.alternate) && mark(node.alternate, found) && then;
    }
    case 'TryStatement': {
      const tried = mark(node.block, found);
      return (!isNode(node.handler) || mark(node.handler.body, found)) && tried;
    }
    case 'DoWhileStatement':
      return mark(node.body, found) && !holdsJump(node.body);
    case 'WhileStatement':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WithStatement':
      mark(node.body, found);
      return node.type === 'WithStatement';
    case 'SwitchStatement':
      for (const { consequent } of node.cases) for (const statement of consequent) mark(statement, found);
      return false;
    default:
      return false;
  }
}

/** Whether a `break` or `continue` stands in it, outside of functions. */
function holdsJump(node: AnyNode | Statement): boolean {
  const at = node;
  switch (at.type) {
    case 'BreakStatement':
    case 'ContinueStatement':
      return true;
    case 'BlockStatement':
      return at.body.some(holdsJump);
    case 'IfStatement':
      return holdsJump(at.consequent) || (isNode(at.alternate) && holdsJump(at.alternate));
    case 'TryStatement':
      return [at.block, at.handler?.body, at.finalizer].some((part) => isNode(part) && holdsJump(part));
    case 'LabeledStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WithStatement':
      return holdsJump(at.body);
    case 'SwitchStatement':
      return at.cases.some(({ consequent }) => consequent.some(holdsJump));
    default:
      return false;
  }
}
