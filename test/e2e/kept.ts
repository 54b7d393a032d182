import type { Page } from '@playwright/test';

/** Everything that the page's origin keeps, as JSON: local and session storage, cookies, and every record, cached answer and file. */
export function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const dump: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage), document.cookie];
    const done = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
      });
    const decoder = new TextDecoder();
    const plain = async (value: unknown): Promise<unknown> => {
      if (value instanceof Blob) return value.text();
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return decoder.decode(value);
      if (Array.isArray(value)) return Promise.all(value.map(plain));
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).map(async ([key, each]) => [key, await plain(each)] as const);
      return Object.fromEntries(await Promise.all(entries));
    };
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name));
      for (const store of db.objectStoreNames) {
        const records = await done(db.transaction(store).objectStore(store).getAll());
        dump.push({ name, store, records: await plain(records) });
      }
      db.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        dump.push([request.url, [...request.headers], await (await cache.match(request))?.text()]);
    }
    const folders = [await navigator.storage.getDirectory()];
    for (const folder of folders)
      for await (const [name, handle] of folder.entries()) {
        if (handle.kind === 'directory') folders.push(handle);
        else dump.push([name, await (await handle.getFile()).text()]);
      }
    return JSON.stringify(dump);
  });
}
