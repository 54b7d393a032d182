import type { WorkboxPlugin } from 'workbox-core/types.js';
import { namesContent } from '../core/offline/build-list.ts';
import { fileAt, pathOf } from './scope.ts';
import { usedFileAt } from './state.ts';

/**
 * Lets only that be kept which a build lists, byte for byte: the page gets what the host answers, as it would without this worker;
 * a wrong answer is asked for again the next time.
 */
export const vetted: WorkboxPlugin = {
  async cacheWillUpdate({ request, response }) {
    if (response.status !== 200 || response.type !== 'basic') return null;
    const path = pathOf(new URL(request.url)) ?? '';
    // Pages that are still of this worker's version ask for its files, too; a name without a hash is the used version's alone.
    const file = (await usedFileAt(path)) ?? (namesContent(path) ? fileAt(path) : undefined);
    return file !== undefined && (await integrityOf(response.clone())) === file.integrity ? response : null;
  },
};

async function integrityOf(response: Response): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}
