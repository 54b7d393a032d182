import { stateKeys } from '../core/offline/cache-names.ts';
import { addressOf, build, names } from './scope.ts';

/** The version that the person uses; this worker's own where none was ever used, or where nothing is left of it. */
export async function usedVersion(): Promise<string> {
  const kept = await caches.match(addressOf(stateKeys.used), { cacheName: names.state });
  const used = await kept?.text();
  return used !== undefined && (await caches.has(names.version(used))) ? used : build.version;
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
