import { StorageError } from '../../core/app-error.ts';
import type { StoredFile } from '../../core/ports/stores.ts';
import { mediaType, type FileChange, type FileContent, type WorkspaceFile } from '../../core/workspace.ts';

/**
 * The bytes as a Blob of the path's media type. Bytes are copied, so that the caller may reuse its buffer; a Blob or File is taken
 * by reference.
 */
export async function asBlob(path: string, content: Uint8Array | FileContent): Promise<Blob> {
  const type = mediaType(path);
  if (content instanceof Uint8Array) return new Blob([content as Uint8Array<ArrayBuffer>], { type });
  return new Blob([content instanceof Blob ? content : await content.arrayBuffer()], { type });
}

export function fileOf(path: string, bytes: number, now: string, runId?: string): WorkspaceFile {
  return { path, bytes, media_type: mediaType(path), modified_at: now, ...(runId === undefined ? {} : { run_id: runId }) };
}

/** What is to be stored for each path that a run has changed, null for a deletion. Of two changes of one path the later counts. */
export async function storedChanges(changes: FileChange[], runId: string): Promise<Map<string, StoredFile | null>> {
  const now = new Date().toISOString();
  const last = new Map<string, StoredFile | null>();
  for (const { path, content } of changes) {
    const blob = content === null ? null : await asBlob(path, content);
    last.set(path, blob === null ? null : { file: fileOf(path, blob.size, now, runId), content: blob });
  }
  return last;
}

/** The metadata of those that are no deletions, as copies. */
export function writtenFiles(stored: ReadonlyMap<string, StoredFile | null>): WorkspaceFile[] {
  return [...stored.values()].flatMap((each) => (each === null ? [] : [{ ...each.file }]));
}

/** Throws `StorageError` where what is there now is not what was seen (its `modified_at`, null for nothing). */
export function refuseChanged(path: string, there: { modified_at: string } | undefined, seen: string | null): void {
  if ((there?.modified_at ?? null) === seen) return;
  throw new StorageError(`The file ${path} was not restored: it was changed or deleted meanwhile. Open the back-up again.`);
}
