import { z } from 'zod';
import type { Backup, BackupTask, OpenedBackup, RestoreChoices } from '../../core/ports/backup.ts';
import { settingsKeys } from '../../core/settings.ts';
import type { FileContent } from '../../core/workspace.ts';
import { ArchiveReader } from './archive-reader.ts';
import { Breather } from './breathe.ts';
import { countAll, makeBackup } from './make-backup.ts';
import { planBackup } from './plan-backup.ts';
import { restoreBackup, type BackupTarget } from './restore-backup.ts';

const lastSchema = z.object({ made_at: z.iso.datetime() });

export function createBackup(target: BackupTarget): Backup {
  const { settings: store } = target.storage;
  return {
    counts: () => countAll(target),
    async make(parts, sink, task) {
      const made = await makeBackup(target, parts, sink, task);
      await store.set(settingsKeys.lastBackup, { made_at: made.made_at });
      return made;
    },
    lastMade: async () => (await store.get(settingsKeys.lastBackup, lastSchema))?.made_at,
    open: (file, task) => openBackup(target, file, task),
  };
}

async function openBackup(target: BackupTarget, file: FileContent, task: BackupTask = {}): Promise<OpenedBackup> {
  return await breathing(task, async (breather) => {
    const room = await freeRoom(target);
    const archive = await ArchiveReader.open(file, room, breather, task.signal);
    const plan = await planBackup(archive, target, room, breather, task);
    return {
      report: plan.report,
      versions: (id) =>
        (plan.workflows.find(({ item }) => item.id === id)?.workflow.versions ?? [])
          .map(({ version, language, code, description, changelog }) => ({
            version,
            language,
            code,
            description,
            ...(changelog === undefined ? {} : { changelog }),
          }))
          .toReversed(),
      // The file is read anew, so that what is written is what its manifest names now.
      restore: (choices: RestoreChoices, restoring: BackupTask = {}) =>
        breathing(restoring, async (air) => {
          const again = await ArchiveReader.open(file, room, air, restoring.signal);
          return await restoreBackup(again, plan, target, choices, air, restoring);
        }),
    };
  });
}

async function breathing<T>({ signal }: BackupTask, work: (breather: Breather) => Promise<T>): Promise<T> {
  const breather = new Breather(signal);
  try {
    return await work(breather);
  } finally {
    breather.close();
  }
}

async function freeRoom({ storage }: BackupTarget): Promise<{ free_bytes?: number }> {
  const { quota_bytes, usage_bytes } = await storage.status();
  return quota_bytes > 0 ? { free_bytes: Math.max(0, quota_bytes - usage_bytes) } : {};
}
