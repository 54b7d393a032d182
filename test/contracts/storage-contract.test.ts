import { createMemoryStorage } from '../../src/adapters/memory/create-memory-storage.ts';
import { storageContract } from './storage-contract.ts';

storageContract('memory', async () => createMemoryStorage());
