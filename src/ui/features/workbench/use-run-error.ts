import { useMemo, useSyncExternalStore } from 'react';
import type { LiveRun } from '../../components/run-output/live-run.ts';

const never = () => () => undefined;

/** Where the last run failed in the code, for the editor to mark. */
export function useRunError(run: LiveRun | null): { line: number; message: string } | null {
  const error = useSyncExternalStore(run?.subscribe ?? never, () => run?.view().error ?? null);
  return useMemo(
    () => (error?.line === undefined ? null : { line: error.line, message: `${error.type}: ${error.message}` }),
    [error],
  );
}
