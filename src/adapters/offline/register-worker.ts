import { WORKER_FILE } from '../../core/offline/build-list.ts';
import { addressOf } from './this-build.ts';

type UrlPolicy = { createScriptURL(url: string): string };
type PolicyFactory = { createPolicy(name: string, rules: UrlPolicy): UrlPolicy };

const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };

const rules: UrlPolicy = { createScriptURL: onlyOurs };
const policy = trustedTypes?.createPolicy('sandbank-service-worker', rules) ?? rules;

/**
 * Registers the app's service worker. Undefined where something of the browser keeps pages from it without a word. Throws what the
 * browser throws.
 */
export async function registerWorker(): Promise<ServiceWorkerRegistration | undefined> {
  const script = policy.createScriptURL(addressOf(WORKER_FILE));
  const registered: unknown = await navigator.serviceWorker.register(script, { scope: './', updateViaCache: 'none' });
  return registered instanceof ServiceWorkerRegistration ? registered : undefined;
}

/**
 * A worker that is loaded by its URL is not covered by the page's policy. The page admits them for its service worker's sake; once that
 * is registered, none is needed any more, and from here none can be started or registered by whatever script.
 */
export function refuseWorkersByUrl(): void {
  const more = document.createElement('meta');
  more.httpEquiv = 'Content-Security-Policy';
  more.content = 'worker-src blob:';
  document.head.append(more);
}

function onlyOurs(url: string): string {
  if (url !== addressOf(WORKER_FILE)) throw new TypeError(`only the app's own service worker can be registered, got ${url}`);
  return url;
}
