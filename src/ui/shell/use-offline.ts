import { useEffect } from 'react';
import { useAppServices } from '../app-services.ts';

/** When it begins, in milliseconds: what the person came for is loaded first. */
const AFTER_MS = 2500;

/** An app that was installed may have been opened with a file. */
const isInstalled = (): boolean => matchMedia('(display-mode: standalone)').matches;

/** Sees to it that the app is kept and its newer versions are told of, once the page can be worked with. */
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
    const timer = setTimeout(begin, isInstalled() ? 0 : AFTER_MS);
    return () => {
      left = true;
      stop?.();
      clearTimeout(timer);
    };
  }, [services, keepDraft]);
}
