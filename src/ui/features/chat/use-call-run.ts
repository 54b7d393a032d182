import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { NotFoundError } from '../../../core/app-error.ts';
import type { ChatSession } from '../../../assistant/assistant.ts';
import type { ToolCallPart } from '../../../core/conversation.ts';
import type { Run } from '../../../core/run.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { LiveRun } from '../../components/run-output/live-run.ts';
import { viewOfRun, type RunView } from '../../components/run-output/run-view.ts';

export type CallRun = {
  /** Undefined where the call made no run, or it is not read yet. */
  view: RunView | undefined;
  run: Run | undefined;
  elapsed: (() => number) | undefined;
  problem: string | undefined;
};

/** The run of a tool call: by its events while it goes on, from the log once it has ended and the card was in sight. */
export function useCallRun(part: ToolCallPart, session: ChatSession, seen: boolean): CallRun {
  const { callTool } = useAppServices();
  const { call_id, run_id, state } = part;
  const running = state === 'running';
  const live = useMemo(() => new LiveRun(call_id), [call_id]);
  const followed = useSyncExternalStore(live.subscribe, live.view);
  const [read, setRead] = useState<{ run?: Run; problem?: string }>({});

  useEffect(() => {
    if (!running) return;
    return session.followRun(call_id, (event) => live.apply(event));
  }, [session, call_id, running, live]);

  const wanted = !running && seen ? run_id : undefined;
  useEffect(() => {
    if (wanted === undefined) return;
    let dropped = false;
    callTool('get_run', { run_id: wanted }).then(
      (run) => {
        if (!dropped) setRead({ run });
      },
      (error: unknown) => {
        const gone = 'Its output is not in the log of runs any more: older runs are deleted as Settings say.';
        if (!dropped) setRead({ problem: error instanceof NotFoundError ? gone : errorMessage(error) });
      },
    );
    return () => {
      dropped = true;
    };
  }, [callTool, wanted]);

  const { run, problem } = read;
  const view = useMemo(() => (run === undefined ? undefined : viewOfRun(run)), [run]);
  const said = followed.run_id !== undefined;
  const elapsed = useMemo(() => () => live.elapsed(), [live]);
  return {
    view: running ? (said ? followed : undefined) : (view ?? (said && run_id !== undefined ? followed : undefined)),
    run,
    elapsed: running && said ? elapsed : undefined,
    problem: running ? undefined : problem,
  };
}
