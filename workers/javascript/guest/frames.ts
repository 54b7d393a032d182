import { originalColumn, type Shifts } from '../code/insertions.ts';
import { parseJson } from './host.ts';

/** Our own scripts are named like this; their frames are nobody's business. */
export const OUR_FILES = 'sandbank:';

let shifts: Shifts = {};

/** What was put into the code's lines before they ran. */
export function setShifts(json: string): void {
  shifts = parseJson(json) as Shifts;
}

/** The frames of the user's own code, each as in `    at name (main.js:3:5)`. */
export function userFrames(stack: unknown): string {
  if (typeof stack !== 'string') return '';
  const lines = stack.split('\n').filter((line) => line.trim() !== '' && !line.includes(OUR_FILES));
  // Native frames at either end called into our code, or were called by it.
  while (lines.length > 0 && lines[0]?.endsWith('(native)') === true) lines.shift();
  while (lines.length > 0 && lines.at(-1)?.endsWith('(native)') === true) lines.pop();
  return lines.map(asWritten).join('\n');
}

/** The user's frames of an error: where it was made, not the constructors of its classes. */
export function errorFrames(error: Error): string {
  const lines = userFrames(error.stack).split('\n');
  const constructors = classNames(error);
  while (lines.length > 1 && constructors.some((name) => lines[0]?.startsWith(`    at ${name} (`) === true)) lines.shift();
  return lines.join('\n');
}

function classNames(error: Error): string[] {
  const names: string[] = [];
  for (
    let prototype: unknown = Object.getPrototypeOf(error);
    prototype instanceof Error;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    const name: unknown = prototype.constructor?.name;
    if (typeof name === 'string') names.push(name);
  }
  return names;
}

/** The frames of the code that called into ours. */
export function callerFrames(): string {
  return userFrames(new Error('here').stack);
}

function asWritten(frame: string): string {
  return frame.replace('<eval>', '<anonymous>').replace(/\bmain\.js:(\d+):(\d+)/u, (_place, line: string, column: string) => {
    return `main.js:${line}:${originalColumn(shifts, Number(line), Number(column))}`;
  });
}
