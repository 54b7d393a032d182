import Box from '@cloudscape-design/components/box';
import { Suspense, useCallback, useDeferredValue, useRef, useSyncExternalStore } from 'react';
import { Boundary } from '../../components/boundary.tsx';
import { lazyPart } from '../../components/lazy-part.tsx';
import type { LiveRun } from '../../components/run-output/live-run.ts';
import type { GoToLine } from '../../components/run-output/run-error.tsx';
import { RunOutput } from '../../components/run-output/run-output.tsx';
import { RunStatusView } from '../../components/run-output/run-status.tsx';
import { useFillParent } from './use-fill-parent.ts';
import type { WorkbenchSession } from './workbench-session.ts';

const ExportLastRun = lazyPart(() => import('./export-last-run.tsx').then((module) => module.ExportLastRun));

/** What the last run of the workbench gave, or what will stand there. */
export function OutputPane({ session, onLine }: { session: WorkbenchSession; onLine: GoToLine }) {
  const state = useSyncExternalStore(session.subscribe, session.state);
  // Building the pane of a new run must not hold up the click that started it.
  const run = useDeferredValue(state.run);
  const box = useRef<HTMLDivElement>(null);
  useFillParent(box);
  return (
    <div ref={box} className="sb-pane">
      {run === null ? (
        <div className="sb-pane-empty">
          <Box color="text-body-secondary">What your code prints, shows and writes appears here. Press Ctrl+Enter to begin.</Box>
        </div>
      ) : (
        <FollowedRun run={run} onLine={onLine} />
      )}
    </div>
  );
}

function FollowedRun({ run, onLine }: { run: LiveRun; onLine: GoToLine }) {
  const current = useSyncExternalStore(run.subscribe, run.view);
  // The text of a run is drawn beside React; tables and charts may take their time.
  const view = useDeferredValue(current);
  return <RunOutput view={view} onLine={onLine} />;
}

/** How the last run of the workbench stands; nothing before the first. */
export function OutputStatus({ session }: { session: WorkbenchSession }) {
  const { run } = useSyncExternalStore(session.subscribe, session.state);
  return run === null ? null : <FollowedStatus run={run} />;
}

function FollowedStatus({ run }: { run: LiveRun }) {
  const { run_id, status, duration_ms, error, loading } = useSyncExternalStore(run.subscribe, run.view);
  const elapsed = useCallback(() => run.elapsed(), [run]);
  return (
    <span className="sb-output-status">
      <RunStatusView status={status} duration_ms={duration_ms} error={error} loading={loading?.text} elapsed={elapsed} />
      {run_id !== undefined && status !== 'running' && (
        <Boundary missing={<Box color="text-body-secondary">Export is not on this computer</Box>}>
          <Suspense>
            <ExportLastRun id={run_id} />
          </Suspense>
        </Boundary>
      )}
    </span>
  );
}
