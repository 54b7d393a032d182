import { registerRoute } from 'workbox-routing/registerRoute.js';
import { CacheFirst } from 'workbox-strategies/CacheFirst.js';
import { NetworkFirst } from 'workbox-strategies/NetworkFirst.js';
import type { Strategy } from 'workbox-strategies/Strategy.js';
import { CONFIG_PATH, namesContent, PAGE_FILE } from '../core/offline/build-list.ts';
import { addressOf, build, fileAt, names, pathOf } from './scope.ts';
import { usedVersion } from './state.ts';
import { vetted } from './vetted.ts';

/** How long the host may take before what is kept is taken instead, in seconds. */
const PATIENCE_S = 3;

/** What a host says of a file that is there, or isn't: as true tomorrow without a network. */
const TELLING = new Set([200, 403, 404, 410]);

const assets = new CacheFirst({ cacheName: names.assets, plugins: [vetted] });

/** Of the version that is used, which may be a newer one than this worker's. */
const others = async (): Promise<Strategy> =>
  new NetworkFirst({
    cacheName: names.version(await usedVersion()),
    networkTimeoutSeconds: PATIENCE_S,
    plugins: [vetted],
  });

const settings = new NetworkFirst({
  cacheName: names.config,
  networkTimeoutSeconds: PATIENCE_S,
  plugins: [{ cacheWillUpdate: async ({ response }) => (TELLING.has(response.status) ? response : null) }],
});

/** The site's configuration as the host has it now, else as it last had it. */
export const configuration = (event: ExtendableEvent, request: Request): Promise<Response> => asked(settings, event, request);

/**
 * Answers what the app's pages ask of the app's own address, and nothing else: a page of it gets the page of the version that is used,
 * whatever its query; files come from what is kept, or from the host.
 */
export function answerRequests(): void {
  route((path, request) => request.mode === 'navigate' && (path === '' || path === PAGE_FILE), page);
  route((path) => path === CONFIG_PATH, configuration);
  route(namesContent, (event, request) => asked(assets, event, request));
  route(
    (path) => fileAt(path) !== undefined,
    async (event, request) => await asked(await others(), event, request),
  );
}

type Handle = (event: ExtendableEvent, request: Request) => Promise<Response>;

/** A request that wants no cache goes to the host as it is. */
function route(fits: (path: string, request: Request) => boolean, handle: Handle): void {
  registerRoute(
    ({ url, request }) => {
      const path = pathOf(url);
      return path !== undefined && request.cache !== 'no-store' && fits(path, request);
    },
    async ({ event, request }) => await handle(event, request),
  );
}

async function page(_event: ExtendableEvent, request: Request): Promise<Response> {
  const address = addressOf(PAGE_FILE);
  const kept =
    (await caches.match(address, { cacheName: names.version(await usedVersion()) })) ??
    (await caches.match(address, { cacheName: names.version(build.version) }));
  return kept ?? (await fetch(request));
}

async function asked(strategy: Strategy, event: ExtendableEvent, request: Request): Promise<Response> {
  const [response, done] = strategy.handleAll({ event, request });
  // The page has its answer; what could not be kept (a full disk) is fetched again the next time.
  done.catch((error: unknown) => console.warn(`${request.url} was not kept:`, error));
  return await response;
}
