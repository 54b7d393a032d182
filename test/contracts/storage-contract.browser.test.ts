import { afterAll, beforeAll, describe } from 'vitest';
import { openIdbStorage } from '../../src/adapters/idb/open-idb-storage.ts';
import { createMemoryStorage } from '../../src/adapters/memory/create-memory-storage.ts';
import { storageContract } from './storage-contract.ts';

const fresh = (): string => `contract-${crypto.randomUUID()}`;

storageContract('IndexedDB', () => openIdbStorage({ name: fresh() }));

describe('an older browser', () => {
  const { getAllRecords } = Object.getOwnPropertyDescriptors(IDBIndex.prototype) as PropertyDescriptorMap;
  beforeAll(() => {
    Reflect.deleteProperty(IDBIndex.prototype, 'getAllRecords');
  });
  afterAll(() => {
    if (getAllRecords !== undefined) Object.defineProperty(IDBIndex.prototype, 'getAllRecords', getAllRecords);
  });
  storageContract('IndexedDB without Web Locks and getAllRecords', () => openIdbStorage({ name: fresh(), locks: null }));
});

storageContract('memory', async () => createMemoryStorage());
