import { useEffect, useState } from 'react';
import { z } from 'zod';
import { settingsKeys } from '../../../core/settings.ts';
import { useAppServices } from '../../app-services.ts';

/** Whether what the code touches is shown beside the editor, as the person left it, and what turns that round. */
export function useFindingsOpen(): [boolean, () => void] {
  const { store } = useAppServices();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    store.get(settingsKeys.findings, z.boolean()).then(
      (kept) => kept === true && setOpen(true),
      (error: unknown) => console.error(error),
    );
  }, [store]);
  const toggle = () => {
    setOpen(!open);
    // Only whether the panel is open is lost if it cannot be kept.
    store.set(settingsKeys.findings, !open).catch(console.error);
  };
  return [open, toggle];
}
