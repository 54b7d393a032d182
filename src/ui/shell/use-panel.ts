import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { settingsKeys } from '../../core/settings.ts';
import { useAppServices } from '../app-services.ts';

const panelSchema = z.object({
  position: z.enum(['bottom', 'side']),
  bottom: z.number().positive(),
  side: z.number().positive(),
});

/** Where the output panel stands, and how large it is in either place, in pixels. */
export type Panel = z.infer<typeof panelSchema>;

const SAVE_AFTER_MS = 500;

/** The output panel as the person left it. */
export function usePanel(): [Panel, (patch: Partial<Panel>) => void] {
  const { store } = useAppServices();
  const [panel, setPanel] = useState<Panel>(firstPanel);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    store.get(settingsKeys.panel, panelSchema).then(
      (kept) => {
        if (kept !== undefined) setPanel(kept);
      },
      (error: unknown) => console.error(error),
    );
  }, [store]);
  const change = (patch: Partial<Panel>) => {
    const next = { ...panel, ...patch };
    setPanel(next);
    clearTimeout(timer.current);
    // Only where the panel stands is lost if it cannot be kept.
    timer.current = setTimeout(() => void store.set(settingsKeys.panel, next).catch(console.error), SAVE_AFTER_MS);
  };
  return [panel, change];
}

function firstPanel(): Panel {
  return {
    position: 'bottom',
    bottom: Math.round(Math.max(240, innerHeight * 0.38)),
    side: Math.round(Math.max(360, innerWidth * 0.4)),
  };
}
