import type { Migration } from './migration.ts';

export const sharing: Migration = (db) => {
  db.createObjectStore('signing_identity', { keyPath: 'id' });
  db.createObjectStore('known_signers', { keyPath: 'key_id' });
  db.createObjectStore('own_origins', { keyPath: 'workflow_id' }).createIndex('by_origin', 'origin');
  db.createObjectStore('imports', { keyPath: 'workflow_id' }).createIndex('by_origin', 'origin');
};
