import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { RunStatus } from '../../../core/run.ts';
import { statusName } from '../../components/status-name.ts';

const looks: Record<RunStatus, StatusIndicatorProps.Type> = {
  running: 'in-progress',
  succeeded: 'success',
  failed: 'error',
  timed_out: 'error',
  cancelled: 'stopped',
  out_of_memory: 'error',
  limit_exceeded: 'error',
  interrupted: 'warning',
};

/** A run's status in a word, told to a screen reader when it changes. */
export function RunState({ status }: { status: RunStatus }) {
  return (
    <span role="status">
      <StatusIndicator type={looks[status]}>{statusName(status)}</StatusIndicator>
    </span>
  );
}
