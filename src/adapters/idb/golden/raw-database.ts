/**
 * A whole database as JSON, made and read by the browser's own interface: what a golden database is written in, so that no code of
 * today has a part in what yesterday's version left behind. Blobs stand as `{ $blob, type }`, `$blob` being base64; keys of the browser
 * as `{ $key }`, a JSON Web Key, which a private one gives only where it was made for a golden database.
 */
export type GoldenDatabase = { version: number; stores: Record<string, GoldenStore> };

type GoldenStore = {
  keyPath: string | string[];
  indexes: Record<string, { keyPath: string | string[]; unique: boolean }>;
  records: unknown[];
};

export function requested<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('the request failed')));
  });
}

function ended(tx: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    tx.addEventListener('complete', () => resolve());
    tx.addEventListener('abort', () => reject(tx.error ?? new Error('the transaction was aborted')));
  });
}

export async function restoreDatabase(name: string, golden: GoldenDatabase): Promise<void> {
  const opening = indexedDB.open(name, golden.version);
  opening.addEventListener('upgradeneeded', () => {
    for (const [storeName, { keyPath, indexes }] of Object.entries(golden.stores)) {
      const store = opening.result.createObjectStore(storeName, { keyPath });
      for (const [index, { keyPath: path, unique }] of Object.entries(indexes)) store.createIndex(index, path, { unique });
    }
  });
  const db = await requested(opening);
  const revived = await Promise.all(
    Object.entries(golden.stores).map(async ([name, { records }]) => [name, await Promise.all(records.map(revive))] as const),
  );
  const tx = db.transaction(Object.keys(golden.stores), 'readwrite');
  for (const [storeName, records] of revived) for (const record of records) tx.objectStore(storeName).put(record);
  await ended(tx);
  db.close();
}

export async function dumpDatabase(name: string): Promise<GoldenDatabase> {
  const db = await requested(indexedDB.open(name));
  const tx = db.transaction([...db.objectStoreNames]);
  const stores = [...db.objectStoreNames].map(async (storeName): Promise<[string, GoldenStore]> => {
    const store = tx.objectStore(storeName);
    const indexes = [...store.indexNames].map((index) => {
      const { keyPath, unique } = store.index(index);
      return [index, { keyPath, unique }] as const;
    });
    const keyPath = store.keyPath ?? [];
    const records = await requested<unknown[]>(store.getAll());
    return [storeName, { keyPath, indexes: Object.fromEntries(indexes), records: await Promise.all(records.map(flatten)) }];
  });
  const golden = { version: db.version, stores: Object.fromEntries(await Promise.all(stores)) };
  db.close();
  return golden;
}

async function flatten(value: unknown): Promise<unknown> {
  if (value instanceof Blob)
    return { $blob: btoa(String.fromCharCode(...new Uint8Array(await value.arrayBuffer()))), type: value.type };
  if (value instanceof CryptoKey) return { $key: await crypto.subtle.exportKey('jwk', value) };
  if (Array.isArray(value)) return await Promise.all(value.map(flatten));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(async ([key, each]) => [key, await flatten(each)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function revive(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return await Promise.all(value.map(revive));
  if (typeof value !== 'object' || value === null) return value;
  if ('$blob' in value && 'type' in value) {
    return new Blob([Uint8Array.from(atob(String(value.$blob)), (char) => char.charCodeAt(0))], { type: String(value.type) });
  }
  if ('$key' in value) {
    const jwk = value.$key as JsonWebKey;
    const isPrivate = jwk.d !== undefined;
    return await crypto.subtle.importKey('jwk', { ...jwk, ext: !isPrivate }, 'Ed25519', !isPrivate, [
      isPrivate ? 'sign' : 'verify',
    ]);
  }
  const entries = Object.entries(value).map(async ([key, each]) => [key, await revive(each)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
