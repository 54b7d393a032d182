import type { AnyNode, Program } from 'acorn';
import { childNodes } from './walk.ts';

/** The guest's function that notes where a value was thrown: what is no error carries no place. */
export const THROWN_KEY = 'sandbank.thrown';

const OPENING = `globalThis[Symbol.for('${THROWN_KEY}')]((`;
const CLOSING = '))';

/** Longer code is not searched: the search would take longer than people wait. */
const MAX_SEARCHED = 1_000_000;

/** What to put around each thrown value that is not made on the spot by `new`. */
export function throwMarks(code: string, program: Program): { at: number; text: string }[] {
  if (code.length > MAX_SEARCHED || !code.includes('throw')) return [];
  const marks: { at: number; text: string }[] = [];
  const waiting: AnyNode[] = [program];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'ThrowStatement' && node.argument.type !== 'NewExpression')
      marks.push({ at: node.argument.start, text: OPENING }, { at: node.argument.end, text: CLOSING });
    waiting.push(...childNodes(node));
  }
  return marks;
}
