import { useSyncExternalStore } from 'react';
import { useAppServices } from '../app-services.ts';
import { useMedia } from './use-media.ts';

/** Whether the app is dark now: the person's setting, else the system's. Follows both. */
export function useDarkMode(): boolean {
  const { settings } = useAppServices();
  const theme = useSyncExternalStore(settings.subscribe, () => settings.current().theme);
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  return theme === 'system' ? systemDark : theme === 'dark';
}
