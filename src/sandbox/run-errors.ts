import type { RunError } from '../core/run.ts';
import type { Loss } from './sealed-worker.ts';

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

export function lostError(loss: Loss): RunError {
  if (loss === 'closed')
    return {
      type: 'WorkerLostError',
      message:
        'The worker that ran the code ended before the run did: the code closed it, or broke its runtime. Run it again; the next run starts fresh.',
    };
  return {
    type: 'MemoryError',
    message:
      'The browser ended the process that ran the code, most likely because it ran out of memory. Work on less data at a time.',
  };
}
