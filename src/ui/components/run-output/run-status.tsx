import { useEffect, useState } from 'react';
import { formatDuration } from '../format-time.ts';
import { RunState } from '../run-state.tsx';
import { visibleText } from '../visible-text.ts';
import { runStatusLine, type StatusFacts } from './run-status-line.ts';

type RunStatusViewProps = StatusFacts & {
  /** Milliseconds so far, of a run that goes on here. */
  elapsed?: (() => number) | undefined;
};

/** How a run stands, in a line. While it runs the time is drawn apart, so that it is not read out every tick. */
export function RunStatusView({ elapsed, ...facts }: RunStatusViewProps) {
  const running = facts.status === 'running' && elapsed !== undefined;
  return (
    <RunState status={facts.status}>
      {running && facts.loading === undefined ? (
        <>
          Running… <Elapsed read={elapsed} />
        </>
      ) : (
        visibleText(runStatusLine(facts))
      )}
    </RunState>
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
