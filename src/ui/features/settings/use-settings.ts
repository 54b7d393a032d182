import { useSyncExternalStore } from 'react';
import type { Settings } from '../../../core/settings.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { notices } from '../../components/notices/notice-store.ts';

/** The settings, followed, and the way to change them; a change that fails is told. */
export function useSettings(): { settings: Settings; update: (patch: Partial<Settings>) => Promise<boolean> } {
  const { settings } = useAppServices();
  const current = useSyncExternalStore(settings.subscribe, settings.current);
  const update = async (patch: Partial<Settings>) => {
    try {
      await settings.update(patch);
      return true;
    } catch (error) {
      notices.put({ id: 'settings', type: 'error', header: 'The settings were not kept', text: errorMessage(error) });
      return false;
    }
  };
  return { settings: current, update };
}
