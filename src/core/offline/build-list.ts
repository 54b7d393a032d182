/** A file of a built app. `path` is relative to the app's own address, with slashes: "assets/index-Ab12.js". */
export type BuildFile = {
  path: string;
  /** As served without compression. */
  bytes: number;
  /** What the browser checks it against, in the form of Subresource Integrity: "sha256-…". */
  integrity: string;
  /** Needed to show the app: fetched when a version is installed. The rest comes when it is first used, or when the person asks for it. */
  shell: boolean;
};

/**
 * The files of one version. A file below `assets/` carries a hash of its content in its name, so that any version's is the right one;
 * every other belongs to its version. `version` is a hash over all of them.
 */
export type BuildList = { version: string; files: readonly BuildFile[] };

/** Whether a path names its content. */
export const namesContent = (path: string): boolean => path.startsWith('assets/');

/** The page that stands for the app. */
export const PAGE_FILE = 'index.html';

/** The site's own settings: they are as the host has them now, and not part of a version. */
export const CONFIG_PATH = 'sandbank.config.json';

/** The script of the service worker, beside the page. Its first line holds the `BuildList`. */
export const WORKER_FILE = 'sw.js';

/** The name of the `<meta>` by which a page knows its version. */
export const VERSION_META = 'sandbank-version';
