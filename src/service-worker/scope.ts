import type { BuildList } from '../core/offline/build-list.ts';
import { cacheNames } from '../core/offline/cache-names.ts';

/** The worker's global scope; the first line of the built script puts the list there. */
export const worker = self as unknown as ServiceWorkerGlobalScope & { sandbankBuild: BuildList };

/** This worker's own version. */
export const build = worker.sandbankBuild;

const scope = new URL(worker.registration.scope);

export const names = cacheNames(scope.pathname);

/** The address of a path of the app. */
export const addressOf = (path: string): string => new URL(path, scope).href;

/** The path in the app that an address means, without its query; undefined for what is elsewhere. */
export function pathOf({ origin, pathname }: URL): string | undefined {
  return origin === scope.origin && pathname.startsWith(scope.pathname) ? pathname.slice(scope.pathname.length) : undefined;
}

const filesByPath = new Map(build.files.map((file) => [file.path, file]));

/** The file of this version at a path. */
export const fileAt = (path: string) => filesByPath.get(path);
