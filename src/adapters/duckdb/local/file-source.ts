import type { LocalTableStatus } from '../../../core/dataset.ts';
import type { LocalTableRecord } from '../../../core/ports/local-table-store.ts';
import type { FileStore } from '../../../core/ports/stores.ts';
import type { FileContent } from '../../../core/workspace.ts';

/** The part of the File System Access API that we use; TypeScript's own library lacks the permission calls. */
export type ReadableHandle = {
  getFile(): Promise<File>;
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
};

export function isReadableHandle(handle: unknown): handle is ReadableHandle {
  return typeof handle === 'object' && handle !== null && 'getFile' in handle && typeof handle.getFile === 'function';
}

/** A record's bytes as they are now, or why there are none. */
export type FoundFile =
  | { ok: true; file: Blob; bytes: number; last_modified: number }
  | { ok: false; status: Exclude<LocalTableStatus, 'ready' | 'changed'>; problem: string };

/** Finds the bytes behind a record without asking the person anything. */
export async function findFile(record: LocalTableRecord, files: FileStore): Promise<FoundFile> {
  if (record.source === 'handle') return fromHandle(record);
  if (record.source === 'workspace') return fromWorkspace(record, files);
  if (record.copy === undefined)
    return { ok: false, status: 'missing', problem: `The copy of ${record.file_name} is gone; open the file again` };
  return { ok: true, file: await asBlob(record.copy), bytes: record.bytes, last_modified: record.last_modified };
}

/** Must be called from a click: the browser may ask the person. */
export async function askForFile(record: LocalTableRecord): Promise<void> {
  if (record.source === 'handle' && isReadableHandle(record.handle)) await record.handle.requestPermission?.({ mode: 'read' });
}

async function fromHandle(record: LocalTableRecord): Promise<FoundFile> {
  const { handle, file_name } = record;
  if (!isReadableHandle(handle))
    return { ok: false, status: 'missing', problem: `The browser has lost its way to ${file_name}; open the file again` };
  try {
    const permission = (await handle.queryPermission?.({ mode: 'read' })) ?? 'granted';
    if (permission !== 'granted')
      return {
        ok: false,
        status: 'needs_permission',
        problem: `The browser must be allowed again to read ${file_name}; choose "Allow reading" on the Data page`,
      };
    const file = await handle.getFile();
    return { ok: true, file, bytes: file.size, last_modified: file.lastModified };
  } catch (error) {
    return lostFile(file_name, error);
  }
}

function lostFile(fileName: string, error: unknown): FoundFile {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError')
    return {
      ok: false,
      status: 'missing',
      problem: `${fileName} is no longer where it was; put it back and look again, or open it from its new place`,
    };
  if (name === 'NotAllowedError')
    return {
      ok: false,
      status: 'needs_permission',
      problem: `The browser must be allowed again to read ${fileName}; choose "Allow reading" on the Data page`,
    };
  const reason = error instanceof Error ? error.message : String(error);
  return { ok: false, status: 'failed', problem: `${fileName} cannot be read: ${reason}` };
}

async function fromWorkspace(record: LocalTableRecord, files: FileStore): Promise<FoundFile> {
  const path = record.path ?? record.file_name;
  const stored = await files.read(path);
  if (stored === undefined)
    return {
      ok: false,
      status: 'missing',
      problem: `The workspace has no file ${path} any more; run what wrote it, or remove this table`,
    };
  return {
    ok: true,
    file: await asBlob(stored.content),
    bytes: stored.content.size,
    last_modified: Date.parse(stored.file.modified_at),
  };
}

export async function asBlob(content: FileContent): Promise<Blob> {
  return content instanceof Blob ? content : new Blob([await content.arrayBuffer()]);
}
