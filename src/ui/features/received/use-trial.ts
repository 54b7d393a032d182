import { useCallback, useEffect, useRef, useState } from 'react';
import type { JsonObject } from '../../../core/json.ts';
import type { RunGrants } from '../../../core/share/run-grants.ts';
import type { SharedWorkflow } from '../../../core/share/shared-workflow.ts';
import type { ExistingFileChange } from '../../../tools/tool.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { LiveRun } from '../../components/run-output/live-run.ts';
import { trialTitle } from '../../components/trial-title.ts';

export type TrialRequest = { connection: string; params: JsonObject; grants: RunGrants };

/** Files that were there before the trial and that it would change: kept as they are unless the person says otherwise. */
export type AskedChanges = { changes: readonly ExistingFileChange[]; answer: (allowed: boolean) => void };

export type Trial = {
  run: LiveRun | undefined;
  request: TrialRequest | undefined;
  running: boolean;
  asked: AskedChanges | undefined;
  start: (request: TrialRequest) => void;
  stop: () => void;
};

/** One run at a time of a workflow that is not kept here. It ends with the page that shows it, and whatever it still asks is refused. */
export function useTrial({ name, language, code }: SharedWorkflow): Trial {
  const { runOnce, settings } = useAppServices();
  const [shown, setShown] = useState<{ run: LiveRun; request: TrialRequest }>();
  const [running, setRunning] = useState(false);
  const [asked, setAsked] = useState<AskedChanges>();
  const going = useRef<AbortController>(undefined);

  useEffect(() => () => going.current?.abort(), []);

  const start = useCallback(
    (request: TrialRequest) => {
      if (going.current !== undefined) return;
      const control = new AbortController();
      going.current = control;
      const title = trialTitle(name);
      const run = new LiveRun(title);
      setShown({ run, request });
      setRunning(true);
      const confirmChanges = async (changes: readonly ExistingFileChange[]): Promise<boolean> => {
        const { promise, resolve } = Promise.withResolvers<boolean>();
        control.signal.addEventListener('abort', () => resolve(false), { once: true });
        if (control.signal.aborted) resolve(false);
        else setAsked({ changes, answer: resolve });
        const allowed = await promise;
        setAsked(undefined);
        return allowed;
      };
      runOnce(
        { ...request, language, code, title, timeout_s: settings.current().limits.timeout_s },
        { signal: control.signal, onEvent: (event) => run.apply(event), confirmChanges },
      )
        .then(
          (ended) => run.finish(ended),
          (error: unknown) => run.refuse(error instanceof Error ? error.name : 'Error', errorMessage(error)),
        )
        .finally(() => {
          going.current = undefined;
          setRunning(false);
        });
    },
    [runOnce, settings, name, language, code],
  );
  const stop = useCallback(() => going.current?.abort(), []);
  return { run: shown?.run, request: shown?.request, running, asked, start, stop };
}
