import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { RunStatus } from '../../core/run.ts';
import { statusName } from './status-name.ts';
import './run-state.css';

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

type RunStateProps = {
  status: RunStatus;
  /** Said in place of the status in a word. */
  children?: ReactNode;
};

/** How a run stands, as an element of the role `status`: told to a screen reader when it changes. */
export function RunState({ status, children }: RunStateProps) {
  return (
    <span className="sb-run-state" role="status">
      <StatusIndicator type={looks[status]}>{children ?? statusName(status)}</StatusIndicator>
    </span>
  );
}
