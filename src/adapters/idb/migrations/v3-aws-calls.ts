import type { Migration } from './migration.ts';

export const awsCalls: Migration = (db) => {
  const calls = db.createObjectStore('aws_calls', { keyPath: 'id' });
  calls.createIndex('by_at', ['at', 'id']);
  calls.createIndex('by_run', ['run_id', 'at', 'id']);
};
