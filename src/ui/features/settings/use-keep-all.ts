import { useEffect, useRef, useState } from 'react';
import type { Offline } from '../../../core/ports/offline.ts';
import { useAppServices } from '../../app-services.ts';

export type KeepingAll = {
  /** Bytes that have come so far, of a fetch that goes on. */
  done: number | undefined;
  problem: string | undefined;
  /** True where the browser did not agree to keep it whatever happens. */
  unprotected: boolean;
  start: (offline: Offline) => void;
  cancel: () => void;
};

/** Fetches all of the app, and can be cancelled; leaving the page cancels it, and what has come stays. */
export function useKeepAll(onEnd: () => void): KeepingAll {
  const { storage } = useAppServices();
  const [done, setDone] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const [unprotected, setUnprotected] = useState(false);
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  const keep = async (offline: Offline) => {
    const abort = new AbortController();
    stop.current = abort;
    setProblem(undefined);
    setDone(0);
    // Without its word it is kept all the same, as long as the disk has room.
    setUnprotected(!(await storage.persist().catch(() => false)));
    let bytes = 0;
    const outcome = await offline.keepAll({
      signal: abort.signal,
      onProgress: (more) => {
        bytes += more;
        setDone(bytes);
      },
    });
    setDone(undefined);
    if (outcome.status === 'failed') setProblem(outcome.problem);
    onEnd();
  };
  return { done, problem, unprotected, start: (offline) => void keep(offline), cancel: () => stop.current?.abort() };
}
