import { useSyncExternalStore } from 'react';

/** Where in the app the person is. Everything of it stands in the address's hash, so that it works under any path of any host. */
export type Route =
  | ({ page: 'workbench' } & WorkbenchQuery)
  | { page: 'workflows' }
  | { page: 'data' }
  | { page: 'runs'; runId?: string }
  | { page: 'settings' }
  | { page: 'share'; workflow: string; version?: number }
  | { page: 'open'; payload: string }
  | { page: 'received' }
  | { page: 'backup' }
  | { page: 'unknown'; hash: string };

/** What the workbench is asked to open: a workflow (a version of it), the code of a run, or SQL. It only opens; nothing runs. */
export type WorkbenchQuery = { workflow?: string; version?: number; run?: string; sql?: string };

const SIMPLE = ['workflows', 'data', 'settings', 'received', 'backup'] as const;

/** What stands behind it is for whoever opens the link to read: a mail program may have changed it in ways that are no address. */
const OPEN = /^#?\/?open\/(.+)$/su;

/** The route that an address's hash means (`#/runs/<id>`, `#/workbench?workflow=<id>&version=<n>`); no hash is the workbench. */
export function parseRoute(hash: string): Route {
  const payload = OPEN.exec(hash)?.[1];
  if (payload !== undefined) return { page: 'open', payload };
  const [, path = '', search = ''] = /^#?\/?([^?]*)\??(.*)$/su.exec(hash) ?? [];
  const parts = path.split('/').filter((part) => part !== '');
  const [page, id, ...rest] = parts;
  if (page === undefined) return { page: 'workbench', ...workbenchQuery(search) };
  if (rest.length > 0) return { page: 'unknown', hash };
  if (page === 'runs') return id === undefined ? { page } : runRoute(id, hash);
  if (id !== undefined) return { page: 'unknown', hash };
  if (page === 'workbench') return { page, ...workbenchQuery(search) };
  if (page === 'share') {
    const { workflow, version } = workbenchQuery(search);
    return workflow === undefined ? { page: 'unknown', hash } : { page, workflow, ...(version === undefined ? {} : { version }) };
  }
  const simple = SIMPLE.find((each) => each === page);
  return simple === undefined ? { page: 'unknown', hash } : { page: simple };
}

/** The hash of a route: what a link's `href` holds. */
export function formatRoute(route: Route): string {
  switch (route.page) {
    case 'unknown':
      return route.hash;
    case 'runs':
      return route.runId === undefined ? '#/runs' : `#/runs/${encodeURIComponent(route.runId)}`;
    case 'open':
      return `#/open/${route.payload}`;
    case 'share':
    case 'workbench': {
      const { page: _, ...asked } = route;
      const query = new URLSearchParams(Object.entries(asked).map(([key, value]) => [key, String(value)]));
      return query.size === 0 ? `#/${route.page}` : `#/${route.page}?${query.toString()}`;
    }
    default:
      return `#/${route.page}`;
  }
}

/** Goes to a route, as following a link does. */
export function navigate(route: Route): void {
  location.hash = formatRoute(route);
}

/** Puts another hash in the place of the current one, without an entry in the history. */
export function replaceRoute(route: Route): void {
  history.replaceState(history.state, '', formatRoute(route));
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The current route; follows the address. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return parseRoute(hash);
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

function workbenchQuery(search: string): WorkbenchQuery {
  const query = new URLSearchParams(search);
  const named = (key: string) => query.get(key) || undefined;
  const workflow = named('workflow');
  const run = named('run');
  const sql = named('sql');
  if (workflow === undefined) return run !== undefined ? { run } : sql !== undefined ? { sql } : {};
  const version = Number(named('version'));
  return Number.isSafeInteger(version) && version > 0 ? { workflow, version } : { workflow };
}

function runRoute(id: string, hash: string): Route {
  try {
    return { page: 'runs', runId: decodeURIComponent(id) };
  } catch (error) {
    if (error instanceof URIError) return { page: 'unknown', hash };
    throw error;
  }
}
