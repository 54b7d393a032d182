import type { Migration } from './migration.ts';

export const conversations: Migration = (db) => {
  db.createObjectStore('conversations', { keyPath: 'id' }).createIndex('by_deleted_in', 'deleted_in');
  db.createObjectStore('conversation_contents', { keyPath: 'id' });
};
