import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { settingsKeys } from '../../core/settings.ts';
import { useAppServices } from '../app-services.ts';

const chatDrawerSchema = z.object({ open: z.boolean(), size: z.number().positive() });

/** Whether the chat stands open beside the page, and how wide, in pixels. */
export type ChatDrawer = z.infer<typeof chatDrawerSchema>;

const SAVE_AFTER_MS = 500;

/**
 * The chat's drawer as the person left it. Where it would cover the page it is closed at first. `byItself`: it stands open because it
 * did so before the page was loaded, and nobody has asked for it since.
 */
export function useChatDrawer(wide: boolean): {
  drawer: ChatDrawer;
  setDrawer: (patch: Partial<ChatDrawer>) => void;
  byItself: boolean;
} {
  const { store } = useAppServices();
  const [drawer, setDrawer] = useState<ChatDrawer>(() => ({ open: false, size: firstSize() }));
  const [byItself, setByItself] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const touched = useRef(false);
  const roomAtStart = useRef(wide);
  useEffect(() => {
    store.get(settingsKeys.chatDrawer, chatDrawerSchema).then(
      (kept) => {
        if (kept === undefined || touched.current) return;
        const open = kept.open && roomAtStart.current;
        setDrawer({ ...kept, open });
        setByItself(open);
      },
      (error: unknown) => console.error(error),
    );
  }, [store]);
  const change = useCallback(
    (patch: Partial<ChatDrawer>) => {
      touched.current = true;
      if (patch.open !== undefined) setByItself(false);
      setDrawer((before) => {
        const next = { ...before, ...patch };
        clearTimeout(timer.current);
        // Only where the chat stands is lost if it cannot be kept.
        timer.current = setTimeout(() => void store.set(settingsKeys.chatDrawer, next).catch(console.error), SAVE_AFTER_MS);
        return next;
      });
    },
    [store],
  );
  return { drawer, setDrawer: change, byItself };
}

function firstSize(): number {
  return Math.round(Math.min(560, Math.max(420, innerWidth * 0.34)));
}
