import type { Migration } from './migration.ts';

export const initial: Migration = (db) => {
  const workflows = db.createObjectStore('workflows', { keyPath: 'id' });
  workflows.createIndex('by_name_key', 'name_key', { unique: true });
  workflows.createIndex('by_deleted_in', 'deleted_in');
  db.createObjectStore('workflow_versions', { keyPath: ['workflow_id', 'version'] });
  db.createObjectStore('last_runs', { keyPath: 'id' });

  const runs = db.createObjectStore('runs', { keyPath: 'run_id' });
  runs.createIndex('by_start', ['started_at', 'run_id']);
  runs.createIndex('by_workflow', ['workflow_id', 'started_at', 'run_id']);
  runs.createIndex('by_status', ['status', 'started_at', 'run_id']);
  db.createObjectStore('run_contents', { keyPath: 'run_id' });

  db.createObjectStore('files', { keyPath: 'path' }).createIndex('by_deleted_in', 'deleted_in');
  db.createObjectStore('file_contents', { keyPath: 'path' });

  db.createObjectStore('settings', { keyPath: 'key' });
  db.createObjectStore('local_tables', { keyPath: 'id' });
  db.createObjectStore('tabs', { keyPath: 'tab' });
};
