import { sizeText } from '../../../src/protocol/text-size.ts';
import type { RunEnd } from '../../kit/serve.ts';
import type { SyntaxFault } from '../code/syntax-fault.ts';
import type { Description } from '../guest/describe-error.ts';

export const MAIN_FILE = 'main.js';
/** Of a long traceback, so many frames are shown from its top and from its bottom. */
const TOP_FRAMES = 20;
const BOTTOM_FRAMES = 5;

/** The run's end by something that the code threw. */
export function thrownEnd(described: Description, memoryBytes: number): RunEnd {
  if (isOutOfMemory(described)) return outOfMemoryEnd(memoryBytes, placed(described));
  const { type, message } = worded(described);
  return { status: 'failed', error: { type, message, ...placed({ ...described, type, message }) } };
}

export function outOfMemoryEnd(memoryBytes: number, where: Place = {}): RunEnd {
  const message = `The code used more memory than ${sizeText(memoryBytes)} (the limit of a JavaScript run). Query less at a time, or let SQL add it up.`;
  return { status: 'out_of_memory', error: { type: 'MemoryError', message, ...where } };
}

export function syntaxEnd(fault: SyntaxFault, code: string): RunEnd {
  const { line, column, message } = fault;
  const text = (code.split('\n')[line - 1] ?? '').slice(0, 200);
  const traceback = `${MAIN_FILE}:${line}\n${text}\n${' '.repeat(Math.min(column, text.length))}^\n\nSyntaxError: ${message}`;
  return { status: 'failed', error: { type: 'SyntaxError', message, line, traceback } };
}

type Place = { line?: number; traceback?: string };

/** Line and traceback. The deepest frame comes first. */
export function placed({ type, message, stack, also }: Description): Place {
  const line = /(?:^|[\s(])main\.js:(\d+)/mu.exec(stack)?.[1];
  const traceback = [`${type}: ${message}`, shortened(stack), also].filter((part) => part !== '').join('\n');
  return { ...(line === undefined ? {} : { line: Number(line) }), traceback };
}

function shortened(frames: string): string {
  const lines = frames.split('\n');
  const left = lines.length - TOP_FRAMES - BOTTOM_FRAMES;
  if (left <= 1) return frames;
  return [...lines.slice(0, TOP_FRAMES), `    ... ${left} more`, ...lines.slice(-BOTTOM_FRAMES)].join('\n');
}

/** A text of a billion characters is refused before its memory is asked for. */
function isOutOfMemory({ type, message }: Description): boolean {
  return type === 'InternalError' && (message === 'out of memory' || message === 'string too long');
}

function worded(described: Description): { type: string; message: string } {
  if (described.type === 'InternalError' && described.message === 'stack overflow')
    return { type: 'RangeError', message: 'Maximum call stack size exceeded: the code calls itself too deeply' };
  return { type: described.type === '' ? 'Error' : described.type, message: described.message };
}
