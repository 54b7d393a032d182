/** What a page asks of a service worker; the answer comes on the port that is sent along. */
export type WorkerQuestion =
  /** Which version are you of, and which one is used? */
  | { type: 'versions' }
  /** Ask the host for a newer version. A page can't: its policy refuses workers by URL. */
  | { type: 'check' }
  /** The person agrees to your version: from here every new page is of it. */
  | { type: 'use' };

export type WorkerAnswer =
  | { type: 'versions'; version: string; used: string }
  | { type: 'done' }
  | { type: 'failed'; message: string };

/** What a service worker tells the pages of the app unasked. */
export type WorkerNews = InstallFailure | UseNews;

/** Its version could not be installed, and why. */
export type InstallFailure = { type: 'install failed'; reason: 'full' | 'files'; message: string };

/** Another page has put its version to use. */
export type UseNews = { type: 'put to use' };

export function isWorkerNews(data: unknown): data is WorkerNews {
  return (
    typeof data === 'object' && data !== null && 'type' in data && (data.type === 'install failed' || data.type === 'put to use')
  );
}
