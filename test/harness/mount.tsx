import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { AppServicesContext, type AppServices } from '../../src/ui/app-services.ts';
import { defaultSettings } from '../../src/core/settings.ts';

/** What display components ask of the services: the person's settings. Whatever else a test reaches for is missing, and says so. */
function settingsOnly(): AppServices {
  const settings = { current: () => defaultSettings, subscribe: () => () => undefined, update: () => Promise.resolve() };
  return { settings } as unknown as AppServices;
}

/** Draws `node` in a box of a fixed size; the answer's `unmount` takes it away. */
export function mount(node: ReactNode, size = { width: 900, height: 400 }): { box: HTMLElement; unmount: () => void } {
  const box = document.createElement('div');
  Object.assign(box.style, { width: `${size.width}px`, height: `${size.height}px`, position: 'relative' });
  document.body.append(box);
  const root = createRoot(box);
  root.render(<AppServicesContext value={settingsOnly()}>{node}</AppServicesContext>);
  return {
    box,
    unmount: () => {
      root.unmount();
      box.remove();
    },
  };
}
