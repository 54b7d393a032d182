import type { Connection } from './connection.ts';
import type { StoreKey } from './schema.ts';
import type { TabPresence } from './tab-presence.ts';
import { versionsOf } from './workflow-store.ts';

const STORES: StoreKey[] = [
  'workflows',
  'workflow_versions',
  'last_runs',
  'own_origins',
  'imports',
  'files',
  'file_contents',
  'conversations',
  'conversation_contents',
];

/**
 * Frees what was deleted in tabs that are gone, where nobody can undo it any more, and in tabs whose undo is given up; answers whether there was
 * anything.
 */
export async function purgeDeleted(connection: Connection, tabs: TabPresence, givenUp: readonly string[] = []): Promise<boolean> {
  const alive = await tabs.alive();
  const isGone = ({ deleted_in }: { deleted_in?: string }): boolean =>
    deleted_in !== undefined && (!alive.has(deleted_in) || givenUp.includes(deleted_in));
  return await connection.free('What was deleted could not be purged', STORES, async (tx) => {
    const [workflows, files, conversations] = [
      tx.objectStore('workflows'),
      tx.objectStore('files'),
      tx.objectStore('conversations'),
    ];
    const deleted = await Promise.all([
      workflows.index('by_deleted_in').getAll(),
      files.index('by_deleted_in').getAll(),
      conversations.index('by_deleted_in').getAll(),
    ]);
    const [goneWorkflows, goneFiles, goneConversations] = [
      deleted[0].filter(isGone),
      deleted[1].filter(isGone),
      deleted[2].filter(isGone),
    ];
    await Promise.all([
      ...goneWorkflows.flatMap(({ id }) => [
        workflows.delete(id),
        tx.objectStore('workflow_versions').delete(versionsOf(id)),
        tx.objectStore('last_runs').delete(id),
        tx.objectStore('own_origins').delete(id),
        tx.objectStore('imports').delete(id),
      ]),
      ...goneFiles.flatMap(({ path }) => [files.delete(path), tx.objectStore('file_contents').delete(path)]),
      ...goneConversations.flatMap(({ id }) => [conversations.delete(id), tx.objectStore('conversation_contents').delete(id)]),
    ]);
    return goneWorkflows.length + goneFiles.length + goneConversations.length > 0;
  });
}
