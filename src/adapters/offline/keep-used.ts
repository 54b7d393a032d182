import type { BuildList } from '../../core/offline/build-list.ts';
import { missingFiles } from './kept-files.ts';
import { addressOf } from './this-build.ts';

/**
 * Has the service worker keep what this page loaded before there was one: asked for once more, it comes out of the browser's own cache.
 * Throws `TypeError` without a network.
 */
export async function keepUsed(list: BuildList): Promise<void> {
  const used = new Set(performance.getEntriesByType('resource').map(({ name }) => name));
  for (const { path } of await missingFiles(list)) {
    const address = addressOf(path);
    if (!used.has(address)) continue;
    const response = await fetch(address);
    // The worker reads its own copy to the end.
    await response.body?.cancel();
  }
}
