import type { FileStore } from '../../core/ports/stores.ts';
import type { FileChange, WorkspaceFile } from '../../core/workspace.ts';
import type { CallOptions } from '../tool.ts';

/** `refused` and `overtaken` are the paths that stay as they are: the caller did not confirm it, or they were written to meanwhile. */
type Allowed = { changes: FileChange[]; refused: string[]; overtaken: string[] };

/**
 * What may be kept of what a run did to files: all of it, or, where the caller does not confirm what was done to files that were there
 * before, what it made anew; nothing where it may write none. A question can stand for long: what came to be meanwhile was not asked about,
 * and stays.
 */
export async function allowedChanges(
  changes: FileChange[],
  files: FileStore,
  confirm: CallOptions['confirmChanges'] | 'nothing',
): Promise<Allowed> {
  if (confirm === 'nothing') return { changes: [], refused: changes.map(({ path }) => path), overtaken: [] };
  if (confirm === undefined || changes.length === 0) return { changes, refused: [], overtaken: [] };
  const before = await touchedBy(changes, files);
  const touched = changes.filter(({ path }) => before.has(path));
  if (touched.length === 0) return { changes, refused: [], overtaken: [] };
  const asked = touched.map(({ path, content }) => {
    const written_by = before.get(path)?.find((file) => file.path === path)?.run_id;
    return { path, deleted: content === null, ...(written_by === undefined ? {} : { written_by }) };
  });
  const isAllowed = await confirm(asked);
  const now = await touchedBy(changes, files);
  const kept: Allowed = { changes: [], refused: [], overtaken: [] };
  for (const change of changes) {
    const { path } = change;
    if (!isAllowed && before.has(path)) kept.refused.push(path);
    else if (isOvertaken(before.get(path) ?? [], now.get(path) ?? [])) kept.overtaken.push(path);
    else kept.changes.push(change);
  }
  return kept;
}

/**
 * What is there of the files that each change touches: the one at its path; and of one that is written those in a folder of its path, and one
 * that stands where it needs a folder, as no path can be both. Paths that touch nothing are left out.
 */
async function touchedBy(changes: readonly FileChange[], files: FileStore): Promise<Map<string, WorkspaceFile[]>> {
  const there = await files.list();
  const byPath = new Map(there.map((file) => [file.path, file]));
  const written = new Set(changes.flatMap(({ path, content }) => (content === null ? [] : [path])));
  const touched = new Map<string, WorkspaceFile[]>();
  const touch = (path: string, file: WorkspaceFile): void => {
    const known = touched.get(path);
    if (known === undefined) touched.set(path, [file]);
    else known.push(file);
  };
  for (const { path, content } of changes) {
    for (const each of content === null ? [path] : [path, ...foldersOf(path)]) {
      const file = byPath.get(each);
      if (file !== undefined) touch(path, file);
    }
  }
  for (const file of there) for (const folder of foldersOf(file.path)) if (written.has(folder)) touch(folder, file);
  return touched;
}

/** `a/b` and `a` of `a/b/c`. */
function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join('/'));
}

function isOvertaken(before: readonly WorkspaceFile[], now: readonly WorkspaceFile[]): boolean {
  const seen = new Map(before.map(({ path, modified_at }) => [path, modified_at]));
  return now.some(({ path, modified_at }) => seen.get(path) !== modified_at);
}
