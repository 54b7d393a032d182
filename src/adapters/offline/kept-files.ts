import { namesContent, type BuildFile, type BuildList } from '../../core/offline/build-list.ts';
import type { OfflineFiles } from '../../core/ports/offline.ts';
import { addressOf, ownCaches } from './this-build.ts';

/** In which cache a file of a version is kept. */
export function cacheOf({ version }: BuildList, { path }: BuildFile): string {
  const names = ownCaches();
  return namesContent(path) ? names.assets : names.version(version);
}

/** The files of a version that are not on this computer. */
export async function missingFiles(list: BuildList): Promise<BuildFile[]> {
  const kept = new Map<string, ReadonlySet<string>>();
  for (const name of new Set(list.files.map((file) => cacheOf(list, file)))) kept.set(name, await addressesIn(name));
  return list.files.filter((file) => kept.get(cacheOf(list, file))?.has(addressOf(file.path)) !== true);
}

export async function lookThrough(list: BuildList): Promise<OfflineFiles> {
  const missing = await missingFiles(list);
  return { total_bytes: sumOf(list.files), missing_bytes: sumOf(missing), missing_files: missing.length };
}

async function addressesIn(cacheName: string): Promise<ReadonlySet<string>> {
  if (!(await caches.has(cacheName))) return new Set();
  const requests = await (await caches.open(cacheName)).keys();
  return new Set(requests.map(({ url }) => url));
}

const sumOf = (files: readonly BuildFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);
