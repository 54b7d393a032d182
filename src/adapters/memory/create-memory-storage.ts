import type { LocalTableRecord } from '../../core/ports/local-table-store.ts';
import type { SettingsStore, Storage } from '../../core/ports/stores.ts';
import { ChangeBus } from '../storage/change-bus.ts';
import { loadStore } from '../storage/load-store.ts';
import { fromJsonText, toJsonText } from '../storage/json-text.ts';
import { compare } from '../storage/workflow-rules.ts';
import { createMemoryCalls } from './memory-call-log.ts';
import { createMemoryConversations } from './memory-conversation-store.ts';
import { createMemoryFiles } from './memory-file-store.ts';
import { createMemoryRuns } from './memory-run-store.ts';
import { createMemoryWorkflows } from './memory-workflow-store.ts';

/** A storage that lasts as long as the page. `problem` says why there is no better one, for the person to see. */
export function createMemoryStorage(problem?: string): Storage {
  const changes = new ChangeBus();
  const files = createMemoryFiles(changes);
  return {
    workflows: createMemoryWorkflows(changes),
    runs: createMemoryRuns(changes),
    files,
    settings: createMemorySettings(changes),
    tables: createMemoryTables(changes),
    conversations: createMemoryConversations(changes),
    calls: createMemoryCalls(changes),
    sharing: loadStore(async () => (await import('./memory-sharing-store.ts')).createMemorySharing(changes)),
    changes,
    status: async () => ({
      backend: 'memory',
      persisted: false,
      usage_bytes: files.bytes(),
      quota_bytes: 0,
      ...(problem === undefined ? {} : { problem }),
    }),
    persist: async () => false,
    close: () => changes.close(),
  };
}

function createMemorySettings(changes: ChangeBus): SettingsStore {
  const values = new Map<string, string>();
  return {
    async get(key, schema) {
      const json = values.get(key);
      if (json === undefined) return undefined;
      const value = fromJsonText(json, schema);
      if (value === undefined) console.warn(`Sandbank: the setting ${key} does not fit any more and is left out.`);
      return value;
    },
    async set(key, value) {
      values.set(key, toJsonText(`The setting ${key}`, value));
      changes.changed('settings', [key]);
    },
  };
}

function createMemoryTables(changes: ChangeBus): Storage['tables'] {
  const tables = new Map<string, LocalTableRecord>();
  return {
    list: async () =>
      [...tables.values()]
        .map((table) => ({ ...table }))
        .toSorted((a, b) => compare(a.added_at, b.added_at) || compare(a.id, b.id)),
    async put(table) {
      tables.set(table.id, { ...table });
      changes.changed('tables', [table.id]);
    },
    async remove(id) {
      const removed = tables.delete(id);
      if (removed) changes.changed('tables', [id]);
      return removed;
    },
  };
}
