import { useCallback, useEffect, useRef, useState } from 'react';
import type { BackupProgress, BackupTask } from '../../../core/ports/backup.ts';
import { errorMessage } from '../../components/error-message.ts';

/** How often progress is drawn anew. Milliseconds. */
const DRAW_MS = 100;

export type TaskState =
  | { state: 'idle' }
  | { state: 'working'; progress: BackupProgress | undefined }
  | { state: 'failed'; message: string };

/** Work that shows how far it is and can be broken off, also by leaving the page. */
export function useTask() {
  const [task, setTask] = useState<TaskState>({ state: 'idle' });
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);

  const isWorking = task.state === 'working';
  useEffect(() => {
    if (!isWorking) return;
    // The browser asks, before a reload (to update the app, too) breaks it off.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isWorking]);

  /** Answers what the work does; undefined where it failed or was broken off. */
  const run = useCallback(async <T>(work: (task: BackupTask) => Promise<T>): Promise<T | undefined> => {
    const mine = new AbortController();
    controller.current = mine;
    setTask({ state: 'working', progress: undefined });
    let drawn = 0;
    const onProgress = (progress: BackupProgress): void => {
      if (performance.now() - drawn < DRAW_MS && progress.done < progress.total) return;
      drawn = performance.now();
      setTask({ state: 'working', progress });
    };
    try {
      const result = await work({ signal: mine.signal, onProgress });
      setTask({ state: 'idle' });
      return result;
    } catch (error) {
      setTask(mine.signal.aborted ? { state: 'idle' } : { state: 'failed', message: errorMessage(error) });
      return undefined;
    }
  }, []);
  const cancel = useCallback(() => controller.current?.abort(), []);
  return { task, run, cancel };
}
