import type { RunError } from '../core/run.ts';

export function timeLimitError(timeoutS: number, where: { line?: number; traceback?: string } = {}): RunError {
  return {
    type: 'TimeLimitError',
    message: `The run passed its time limit of ${timeoutS} s and was stopped. What it printed and wrote until then is kept. Do less in one run, or give it more time (up to 300 s).`,
    ...where,
  };
}

export function limitError(message: string): RunError {
  return { type: 'LimitExceededError', message };
}

/** A frame answers no more: its process is gone, and the browser does not say why. Memory is nearly always the reason. */
export function lostError(): RunError {
  return {
    type: 'MemoryError',
    message:
      'The browser ended the process that ran the code, most likely because it ran out of memory. Work on less data at a time.',
  };
}
