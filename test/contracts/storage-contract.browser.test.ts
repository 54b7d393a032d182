import { openIdbStorage } from '../../src/adapters/idb/open-idb-storage.ts';
import { createMemoryStorage } from '../../src/adapters/memory/create-memory-storage.ts';
import { storageContract } from './storage-contract.ts';

const fresh = (): string => `contract-${crypto.randomUUID()}`;

storageContract('IndexedDB', () => openIdbStorage({ name: fresh() }));
storageContract('IndexedDB without Web Locks', () => openIdbStorage({ name: fresh(), locks: null }));
storageContract('memory', async () => createMemoryStorage());
