import type { InstallFailure } from '../core/offline/worker-messages.ts';
import { worker } from './scope.ts';

/** Tells every open page of the app, of whichever version it is. */
export async function tellPages(message: InstallFailure): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) if (page.url.startsWith(worker.registration.scope)) page.postMessage(message);
}
