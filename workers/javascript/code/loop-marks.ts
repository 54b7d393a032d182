import type { AnyNode, Program } from 'acorn';
import { childNodes } from './walk.ts';

/**
 * Put before a loop that does nothing but count and compute. The engine notes where it is only when it calls something, so a run that
 * is stopped in such a loop would be said to have stopped where it last called. A template literal is a call; it is made once a loop.
 */
export const LOOP_MARK = ';`${0}`;';

/** Longer code is not searched: the search would take longer than people wait. */
const MAX_SEARCHED = 1_000_000;

const LOOPS = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement']);
const CALLS = new Set([
  'CallExpression',
  'NewExpression',
  'TemplateLiteral',
  'TaggedTemplateExpression',
  'AwaitExpression',
  'YieldExpression',
  'ImportExpression',
]);

/** Where to put `LOOP_MARK`: before each such loop that stands in a list of statements. */
export function loopMarks(code: string, program: Program): number[] {
  if (code.length > MAX_SEARCHED) return [];
  const marks: number[] = [];
  const waiting: AnyNode[] = [program];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const statement of statementsOf(node)) if (isLoop(statement) && !calls(statement)) marks.push(statement.start);
    waiting.push(...childNodes(node));
  }
  return marks;
}

function statementsOf(node: AnyNode): AnyNode[] {
  if (node.type === 'Program' || node.type === 'BlockStatement' || node.type === 'StaticBlock') return node.body as AnyNode[];
  return node.type === 'SwitchCase' ? node.consequent : [];
}

function isLoop(node: AnyNode): boolean {
  return node.type === 'LabeledStatement' ? isLoop(node.body) : LOOPS.has(node.type);
}

function calls(loop: AnyNode): boolean {
  const waiting = [loop];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (CALLS.has(node.type)) return true;
    waiting.push(...childNodes(node));
  }
  return false;
}
