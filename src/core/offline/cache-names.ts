/**
 * Names of what is kept for an app at `scope`, the path of its address ("/tools/sandbank/"): apps under other paths of the same origin
 * have their own.
 */
export function cacheNames(scope: string) {
  const prefix = `sandbank ${scope} `;
  const versionPrefix = `${prefix}version `;
  return {
    /** Files that name their content, of all versions. */
    assets: `${prefix}assets`,
    /** What the host last said of its configuration. */
    config: `${prefix}config`,
    /** Small texts, by `stateKeys`. */
    state: `${prefix}state`,
    /** Files of one version that don't name their content, and `FILES_KEY`. */
    version: (version: string): string => versionPrefix + version,
    /** The version whose cache this is; undefined for another cache. */
    versionOf: (name: string): string | undefined =>
      name.startsWith(versionPrefix) ? name.slice(versionPrefix.length) : undefined,
    /** A Web Lock that every page of a version holds for as long as it is open. */
    pageLock: (version: string): string => `${prefix}page ${version}`,
    /** A Web Lock of who fills or clears these caches. */
    cachesLock: `${prefix}caches`,
  };
}

/** The key of a version's `BuildList`, as JSON, in its cache. Nothing is ever fetched from there. */
export const FILES_KEY = '__sandbank/files';

/** Keys of the texts in the cache `state`. Nothing is ever fetched from there. */
export const stateKeys = {
  /** The version that the person uses: the one that was there first, until they agree to another. */
  used: '__sandbank/used',
  /** There where the person wants all of every version on this computer. */
  whole: '__sandbank/whole',
} as const;
