import type { FileStore } from '../../core/ports/stores.ts';
import type { FileChange } from '../../core/workspace.ts';
import type { CallOptions } from '../tool.ts';

/**
 * What may be kept of what a run did to files: all of it, or, where the caller does not confirm what was done to files that were there
 * before, what it made anew; nothing where it may write none. `refused` are the paths that stay as they were.
 */
export async function allowedChanges(
  changes: FileChange[],
  files: FileStore,
  confirm: CallOptions['confirmChanges'] | 'nothing',
): Promise<{ changes: FileChange[]; refused: string[] }> {
  if (confirm === 'nothing') return { changes: [], refused: changes.map(({ path }) => path) };
  if (confirm === undefined || changes.length === 0) return { changes, refused: [] };
  const there = new Map((await files.list()).map((file) => [file.path, file.run_id]));
  const touched = changes.filter(({ path }) => there.has(path));
  if (touched.length === 0) return { changes, refused: [] };
  const asked = touched.map(({ path, content }) => {
    const written_by = there.get(path);
    return { path, deleted: content === null, ...(written_by === undefined ? {} : { written_by }) };
  });
  if (await confirm(asked)) return { changes, refused: [] };
  const refused = new Set(touched.map(({ path }) => path));
  return { changes: changes.filter(({ path }) => !refused.has(path)), refused: [...refused] };
}
