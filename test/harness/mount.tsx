import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { AppServicesContext, type AppServices } from '../../src/ui/app-services.ts';
import { siteConfigSchema } from '../../src/core/config.ts';
import { defaultSettings } from '../../src/core/settings.ts';

/** What display components ask of the services: settings and the site's policy. Whatever else a test reaches for is missing, and says so. */
function displayServices(): AppServices {
  const settings = { current: () => defaultSettings, subscribe: () => () => undefined, update: () => Promise.resolve() };
  const aws = { policy: () => siteConfigSchema.parse({}).policy };
  return { settings, aws } as unknown as AppServices;
}

/** Draws `node` in a box of a fixed size; the answer's `unmount` takes it away. */
export function mount(node: ReactNode, size = { width: 900, height: 400 }): { box: HTMLElement; unmount: () => void } {
  const box = document.createElement('div');
  Object.assign(box.style, { width: `${size.width}px`, height: `${size.height}px`, position: 'relative' });
  document.body.append(box);
  const root = createRoot(box);
  root.render(<AppServicesContext value={displayServices()}>{node}</AppServicesContext>);
  return {
    box,
    unmount: () => {
      root.unmount();
      box.remove();
    },
  };
}
