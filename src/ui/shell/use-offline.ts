import { useEffect } from 'react';
import { useAppServices } from '../app-services.ts';

/** The latest at which it begins where the page is never idle, in milliseconds. */
const LATEST_MS = 5000;

/** Sees to it that the app is kept and its newer versions are told of, once the page has nothing else to do. */
export function useOffline(keepDraft: () => Promise<void>): void {
  const services = useAppServices();
  useEffect(() => {
    let stop: (() => void) | undefined;
    let left = false;
    const watch = async () => {
      const { watchOffline } = await import('./watch-offline.ts');
      const stopWatching = await watchOffline(services, keepDraft);
      if (left) stopWatching();
      else stop = stopWatching;
    };
    const begin = () => void watch().catch((error: unknown) => console.warn('The app is not kept for later:', error));
    // Safari has no idle callbacks.
    const idle = 'requestIdleCallback' in globalThis;
    const timer = idle ? requestIdleCallback(begin, { timeout: LATEST_MS }) : setTimeout(begin, LATEST_MS / 2);
    return () => {
      left = true;
      stop?.();
      if (idle) cancelIdleCallback(timer as number);
      else clearTimeout(timer);
    };
  }, [services, keepDraft]);
}
