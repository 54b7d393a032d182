import type { WorkerNews } from '../core/offline/worker-messages.ts';
import { worker } from './scope.ts';

/** Tells every open page of the app, of whichever version it is, but the one that is named. */
export async function tellPages(message: WorkerNews, except?: string): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) if (page.id !== except && page.url.startsWith(worker.registration.scope)) page.postMessage(message);
}
