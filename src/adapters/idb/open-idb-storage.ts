import type { Storage } from '../../core/ports/stores.ts';
import { ChangeBus } from '../storage/change-bus.ts';
import { loadStore } from '../storage/load-store.ts';
import { estimateStorage, isPersisted, requestPersistence } from '../storage/storage-estimate.ts';
import { IdbCallLog } from './call-log.ts';
import { Connection } from './connection.ts';
import { IdbConversationStore } from './conversation-store.ts';
import { DamageLog } from './damage-log.ts';
import { IdbFileStore } from './file-store.ts';
import { IdbLocalTableStore } from './local-table-store.ts';
import { migrations } from './migrations/migrations.ts';
import type { Migration } from './migrations/migration.ts';
import { purgeDeleted } from './purge.ts';
import { IdbRunStore } from './run-store.ts';
import { IdbSettingsStore } from './settings-store.ts';
import { enterTabs, type TabPresence } from './tab-presence.ts';
import { IdbWorkflowStore } from './workflow-store.ts';

export type IdbStorageOptions = {
  /** The database's name; tabs that name the same share it. */
  name?: string;
  migrations?: readonly Migration[];
  /** Milliseconds to wait for another tab to close an older version, and for the browser to open the database at all. */
  patience?: { blocked: number; open: number };
  /** Null: as in a browser without Web Locks. */
  locks?: LockManager | null;
};

/**
 * The storage of this origin. Throws `StorageError` where the browser gives none, another tab blocks an upgrade, or a newer version
 * of the app has written it. What was deleted in tabs that are gone is purged.
 */
export async function openIdbStorage(options: IdbStorageOptions = {}): Promise<Storage> {
  const { name = 'sandbank', patience = { blocked: 3000, open: 15_000 } } = options;
  // Absent where the page is not a secure context.
  const locks: LockManager | undefined = options.locks === null ? undefined : (options.locks ?? navigator.locks);
  const changes = new ChangeBus(`${name}/changes`);
  const onProblem = (): void => changes.statusChanged();
  const damage = new DamageLog(onProblem);
  let tabs: TabPresence | undefined;
  let closed = false;
  const connection = new Connection({
    name,
    patience,
    migrations: options.migrations ?? migrations,
    onProblem,
    // Room for what is new goes before the undo of what was deleted.
    onFull: async () => tabs !== undefined && (await purgeDeleted(connection, tabs, [tabs.tab])),
  });
  try {
    await connection.open();
    const here = await enterTabs(name, connection, locks);
    tabs = here;
    // What could not be purged only takes space until the next start.
    await purgeDeleted(connection, here).catch(reportError);
    const parts = { connection, changes, damage, tabs: here };
    return {
      workflows: new IdbWorkflowStore(parts),
      runs: new IdbRunStore(parts),
      files: new IdbFileStore(parts),
      settings: new IdbSettingsStore(parts),
      tables: new IdbLocalTableStore(parts),
      conversations: new IdbConversationStore(parts),
      calls: new IdbCallLog(parts),
      sharing: loadStore(async () => new (await import('./sharing-store.ts')).IdbSharingStore(parts)),
      changes,
      async status() {
        const [estimate, persisted] = await Promise.all([estimateStorage(), isPersisted()]);
        const problem = [connection.problem, damage.problem].filter((text) => text !== undefined).join(' ');
        return { backend: 'indexeddb', persisted, ...estimate, ...(problem === '' ? {} : { problem }) };
      },
      persist: requestPersistence,
      close() {
        if (closed) return;
        closed = true;
        void here
          .leave()
          .catch(reportError)
          .finally(() => connection.close());
        changes.close();
      },
    };
  } catch (error) {
    connection.close();
    changes.close();
    throw error;
  }
}
