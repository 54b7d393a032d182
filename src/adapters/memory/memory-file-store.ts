import type { FileStore, StoredFile } from '../../core/ports/stores.ts';
import type { ChangeBus } from '../storage/change-bus.ts';
import { asBlob, fileOf, refuseChanged, storedChanges, writtenFiles } from '../storage/file-rules.ts';
import { compare } from '../storage/workflow-rules.ts';

export function createMemoryFiles(changes: ChangeBus): FileStore & { bytes(): number } {
  const files = new Map<string, StoredFile>();
  const deleted = new Map<string, StoredFile>();

  const copy = ({ file, content }: StoredFile): StoredFile => ({ file: { ...file }, content });
  const sorted = (): StoredFile[] => [...files.values()].toSorted((a, b) => compare(a.file.path, b.file.path)).map(copy);
  /** Answers the paths that are otherwise than before. */
  const merge = (items: Iterable<[string, StoredFile | null]>): string[] => {
    const paths: string[] = [];
    for (const [path, stored] of items) {
      const before = files.get(path);
      if (stored === null && before === undefined) continue;
      paths.push(path);
      if (stored === null) {
        if (before !== undefined) deleted.set(path, before);
        files.delete(path);
      } else {
        deleted.delete(path);
        files.set(path, stored);
      }
    }
    changes.changed('files', paths);
    return paths;
  };

  return {
    bytes: () => [...files.values(), ...deleted.values()].reduce((sum, { content }) => sum + content.size, 0),
    list: async (prefix = '') =>
      sorted()
        .map(({ file }) => file)
        .filter(({ path }) => path.startsWith(prefix)),
    async read(path) {
      const stored = files.get(path);
      return stored && copy(stored);
    },
    snapshot: async () => sorted(),
    async write(path, content, runId) {
      const blob = await asBlob(path, content);
      const file = fileOf(path, blob.size, new Date().toISOString(), runId);
      merge([[path, { file, content: blob }]]);
      return { ...file };
    },
    delete: async (path) => merge([[path, null]]).length > 0,
    async undelete(path) {
      const stored = deleted.get(path);
      if (stored === undefined) return false;
      merge([[path, stored]]);
      return true;
    },
    async commit(runChanges, runId) {
      const stored = await storedChanges(runChanges, runId);
      merge(stored);
      return writtenFiles(stored);
    },
    async restore(restored) {
      for (const { file, seen } of restored) refuseChanged(file.path, files.get(file.path)?.file, seen);
      const items = restored.map(async ({ file, content }): Promise<[string, StoredFile]> => [
        file.path,
        { file: { ...file }, content: await asBlob(file.path, content) },
      ]);
      merge(await Promise.all(items));
    },
  };
}
