import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** The address's hash, where every route of the app stands; follows it. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash);
}
