import { useEffect, useState } from 'react';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { RunStatus } from '../../../core/run.ts';
import { formatDuration } from '../format-time.ts';
import { visibleText } from '../visible-text.ts';
import { runStatusLine, type StatusFacts } from './run-status-line.ts';

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

type RunStatusViewProps = StatusFacts & {
  /** Milliseconds so far, of a run that goes on here. */
  elapsed?: (() => number) | undefined;
};

/** How a run stands, as an element of the role `status`. While it runs the time is drawn apart, so that it is not read out every tick. */
export function RunStatusView({ elapsed, ...facts }: RunStatusViewProps) {
  const running = facts.status === 'running' && elapsed !== undefined;
  return (
    <span className="sb-run-status" role="status">
      <StatusIndicator type={looks[facts.status]}>
        {running && facts.loading === undefined ? (
          <>
            Running… <Elapsed read={elapsed} />
          </>
        ) : (
          visibleText(runStatusLine(facts))
        )}
      </StatusIndicator>
    </span>
  );
}

/** The time that passes, for the eye. */
export function Elapsed({ read }: { read: () => number }) {
  const [now, setNow] = useState(read);
  useEffect(() => {
    const timer = setInterval(() => setNow(read()), 100);
    return () => clearInterval(timer);
  }, [read]);
  return (
    <span className="sb-elapsed" aria-live="off">
      {formatDuration(now)}
    </span>
  );
}
