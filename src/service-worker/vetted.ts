import type { WorkboxPlugin } from 'workbox-core/types.js';
import { fileAt, pathOf } from './scope.ts';

/**
 * Lets only that be kept which the build lists, byte for byte: the page gets what the host answers, as it would without this worker;
 * a wrong answer is asked for again the next time.
 */
export const vetted: WorkboxPlugin = {
  async cacheWillUpdate({ request, response }) {
    const file = fileAt(pathOf(new URL(request.url)) ?? '');
    if (file === undefined || response.status !== 200 || response.type !== 'basic') return null;
    return (await integrityOf(response.clone())) === file.integrity ? response : null;
  },
};

async function integrityOf(response: Response): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}
