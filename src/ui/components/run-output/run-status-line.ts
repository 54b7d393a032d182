import type { RunError, RunStatus } from '../../../core/run.ts';
import { formatDuration } from '../format-time.ts';

export type StatusFacts = { status: RunStatus; duration_ms: number; error: RunError | null; loading?: string | undefined };

const MAX_MESSAGE = 110;

/** One line on how a run stands: "Succeeded in 1.2 s", "Running… 3.4 s", "Failed: TypeError: x is not a function". */
export function runStatusLine({ status, duration_ms, error, loading }: StatusFacts): string {
  const time = formatDuration(duration_ms);
  switch (status) {
    case 'running':
      return loading === undefined ? `Running… ${time}` : `${loading}…`;
    case 'succeeded':
      return `Succeeded in ${time}`;
    case 'failed':
      return error === null ? `Failed after ${time}` : `Failed: ${firstLine(`${error.type}: ${error.message}`)}`;
    case 'timed_out':
      return `Timed out after ${time}`;
    case 'cancelled':
      return `Stopped after ${time}`;
    case 'out_of_memory':
      return `Out of memory after ${time}`;
    case 'limit_exceeded':
      return error === null ? `Limit exceeded after ${time}` : `Limit exceeded: ${firstLine(error.message)}`;
    case 'interrupted':
      return 'Interrupted: the tab was closed while it ran';
  }
}

function firstLine(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > MAX_MESSAGE ? `${line.slice(0, MAX_MESSAGE)}…` : line;
}
