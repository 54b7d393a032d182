import type { RunStatus } from '../../core/run.ts';

const names: Record<RunStatus, string> = {
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  timed_out: 'Timed out',
  cancelled: 'Stopped',
  out_of_memory: 'Out of memory',
  limit_exceeded: 'Limit exceeded',
  interrupted: 'Interrupted',
};

/** A run's status in a word or two. */
export function statusName(status: RunStatus): string {
  return names[status];
}
