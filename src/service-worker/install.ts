import { PrecacheController } from 'workbox-precaching/PrecacheController.js';
import { CONFIG_PATH, namesContent, type BuildFile } from '../core/offline/build-list.ts';
import { FILES_KEY } from '../core/offline/cache-names.ts';
import type { InstallFailure } from '../core/offline/worker-messages.ts';
import { configuration } from './routes.ts';
import { addressOf, build, names, worker } from './scope.ts';
import { wantsWhole } from './state.ts';
import { tellPages } from './tell-pages.ts';

/**
 * Fetches this version's shell, or all of it where the person wants that, each file checked against its hash: all or nothing. What
 * another version has of it already is not fetched again. Throws what the browser throws; the version before then stays.
 */
export async function install(event: ExtendableEvent): Promise<void> {
  try {
    await worker.navigator.locks.request(names.cachesLock, () => fill(event));
  } catch (error) {
    await tellPages(failureOf(error));
    throw error;
  }
}

async function fill(event: ExtendableEvent): Promise<void> {
  const whole = await wantsWhole();
  const files = build.files.filter(({ shell }) => shell || whole);
  await precache(
    event,
    names.assets,
    files.filter(({ path }) => namesContent(path)),
  );
  await precache(
    event,
    names.version(build.version),
    files.filter(({ path }) => !namesContent(path)),
    // Under the same name the browser may have another version's.
    'reload',
  );
  const version = await caches.open(names.version(build.version));
  await version.put(
    addressOf(FILES_KEY),
    new Response(JSON.stringify(build), { headers: { 'content-type': 'application/json' } }),
  );
  // A host may have none; the page says what is wrong with it.
  await configuration(event, new Request(addressOf(CONFIG_PATH), { cache: 'no-cache' })).catch(() => undefined);
}

async function precache(
  event: ExtendableEvent,
  cacheName: string,
  files: readonly BuildFile[],
  cache?: RequestCache,
): Promise<void> {
  const plugins =
    cache === undefined
      ? []
      : [{ requestWillFetch: async ({ request }: { request: Request }) => new Request(request, { cache }) }];
  const controller = new PrecacheController({ cacheName, plugins });
  controller.addToCacheList(files.map(({ path, integrity }) => ({ url: addressOf(path), revision: null, integrity })));
  await controller.install(event);
}

function failureOf(error: unknown): InstallFailure {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { type: 'install failed', reason: name === 'QuotaExceededError' ? 'full' : 'files', message };
}
