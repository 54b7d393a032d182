import { VERSION_META, type BuildList } from '../../core/offline/build-list.ts';
import { cacheNames, FILES_KEY } from '../../core/offline/cache-names.ts';

/** The app's own address, with its last slash. */
export const appAddress = (): URL => new URL('./', document.baseURI);

export const addressOf = (path: string): string => new URL(path, appAddress()).href;

/** Names of what is kept of this app. */
export const ownCaches = () => cacheNames(appAddress().pathname);

/** The version of this page; undefined on the development server. */
export function pageVersion(): string | undefined {
  const version = document.querySelector<HTMLMetaElement>(`meta[name="${VERSION_META}"]`)?.content;
  return version === '' ? undefined : version;
}

/** The files of a version that is kept; undefined for another. */
export async function keptList(version: string): Promise<BuildList | undefined> {
  const kept = await caches.match(addressOf(FILES_KEY), { cacheName: ownCaches().version(version) });
  // Written by the service worker, which was built together with this.
  return kept === undefined ? undefined : ((await kept.json()) as BuildList);
}
