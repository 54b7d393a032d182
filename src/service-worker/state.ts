import type { BuildFile, BuildList } from '../core/offline/build-list.ts';
import { FILES_KEY, stateKeys } from '../core/offline/cache-names.ts';
import { addressOf, build, names } from './scope.ts';

/** The version that the person uses; this worker's own where none was ever used, or where nothing is left of it. */
export async function usedVersion(): Promise<string> {
  const kept = await caches.match(addressOf(stateKeys.used), { cacheName: names.state });
  const used = await kept?.text();
  return used !== undefined && (await caches.has(names.version(used))) ? used : build.version;
}

/** The file at a path in the version that is used, which may be older or newer than this worker's. */
export async function usedFileAt(path: string): Promise<BuildFile | undefined> {
  const version = await usedVersion();
  if (list?.version !== version) list = version === build.version ? build : await listOf(version);
  return list?.files.find((file) => file.path === path);
}

let list: BuildList | undefined;

async function listOf(version: string): Promise<BuildList | undefined> {
  const kept = await caches.match(addressOf(FILES_KEY), { cacheName: names.version(version) });
  // Written by a service worker of ours, when it was installed.
  return kept === undefined ? undefined : ((await kept.json()) as BuildList);
}

/** Throws `QuotaExceededError` on a full disk. */
export async function putToUse(): Promise<void> {
  const state = await caches.open(names.state);
  await state.put(addressOf(stateKeys.used), new Response(build.version));
}

/** Whether the person wants all of every version on this computer. */
export async function wantsWhole(): Promise<boolean> {
  return (await caches.match(addressOf(stateKeys.whole), { cacheName: names.state })) !== undefined;
}
