import type { Connection } from './connection.ts';
import type { StoreKey } from './schema.ts';
import type { TabPresence } from './tab-presence.ts';
import { versionsOf } from './workflow-store.ts';

const STORES: StoreKey[] = ['workflows', 'workflow_versions', 'last_runs', 'files', 'file_contents'];

/** Frees what was deleted in tabs that are gone, where nobody can undo it any more. */
export async function purgeDeleted(connection: Connection, tabs: TabPresence): Promise<void> {
  const alive = await tabs.alive();
  const isGone = ({ deleted_in }: { deleted_in?: string }): boolean => deleted_in !== undefined && !alive.has(deleted_in);
  await connection.write('What was deleted could not be purged', STORES, async (tx) => {
    const [workflows, files] = [tx.objectStore('workflows'), tx.objectStore('files')];
    const [deletedWorkflows, deletedFiles] = await Promise.all([
      workflows.index('by_deleted_in').getAll(),
      files.index('by_deleted_in').getAll(),
    ]);
    await Promise.all([
      ...deletedWorkflows
        .filter(isGone)
        .flatMap(({ id }) => [
          workflows.delete(id),
          tx.objectStore('workflow_versions').delete(versionsOf(id)),
          tx.objectStore('last_runs').delete(id),
        ]),
      ...deletedFiles.filter(isGone).flatMap(({ path }) => [files.delete(path), tx.objectStore('file_contents').delete(path)]),
    ]);
  });
}
