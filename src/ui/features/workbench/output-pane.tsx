import Box from '@cloudscape-design/components/box';
import { useSyncExternalStore } from 'react';
import type { LiveRun } from '../../components/run-output/live-run.ts';
import { RunOutput } from '../../components/run-output/run-output.tsx';
import { RunStatusView } from '../../components/run-output/run-status.tsx';
import type { WorkbenchSession } from './workbench-session.ts';

/** What the last run of the workbench gave, or what will stand there. */
export function OutputPane({ session, onLine }: { session: WorkbenchSession; onLine: (line: number) => void }) {
  const { run } = useSyncExternalStore(session.subscribe, session.state);
  if (run === null)
    return (
      <div className="sb-pane-empty">
        <Box color="text-body-secondary">What your code prints, shows and writes appears here. Press Ctrl+Enter to begin.</Box>
      </div>
    );
  return <FollowedRun run={run} onLine={onLine} />;
}

function FollowedRun({ run, onLine }: { run: LiveRun; onLine: (line: number) => void }) {
  const view = useSyncExternalStore(run.subscribe, run.view);
  return (
    <div className="sb-pane">
      <div className="sb-pane-status">
        <RunStatusView
          status={view.status}
          duration_ms={view.duration_ms}
          error={view.error}
          loading={view.loading?.text}
          elapsed={() => run.elapsed()}
        />
      </div>
      <div className="sb-pane-body">
        <RunOutput view={view} onLine={onLine} />
      </div>
    </div>
  );
}
