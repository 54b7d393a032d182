import type { FileStore, RestoreFile, StoredFile } from '../../core/ports/stores.ts';
import type { FileChange, FileContent, WorkspaceFile } from '../../core/workspace.ts';
import { asBlob, fileOf, refuseChanged, storedChanges, writtenFiles } from '../storage/file-rules.ts';
import { FileCache } from './file-cache.ts';
import { fileNamed, livingFile, storedFile } from './file-records.ts';
import { loadFiles } from './load-files.ts';
import type { StoreKey, WriteTx } from './schema.ts';
import type { StoreParts } from './store-parts.ts';

const BOTH: StoreKey[] = ['files', 'file_contents'];

export class IdbFileStore implements FileStore {
  #parts: StoreParts;
  #cache = new FileCache();
  #loading: Promise<void> | undefined;
  #lossesSeen = 0;

  constructor(parts: StoreParts) {
    this.#parts = parts;
    parts.changes.subscribe((change) => {
      if (change.store === 'files' && change.origin === 'elsewhere') this.#cache.changed(change.ids);
    });
  }

  async list(prefix = ''): Promise<WorkspaceFile[]> {
    const { connection, damage } = this.#parts;
    const records = await connection.read('The files could not be listed', ['files'], (tx) =>
      tx.objectStore('files').getAll(pathsFrom(prefix)),
    );
    return records.flatMap((record) => livingFile(record, damage) ?? []);
  }

  async read(path: string): Promise<StoredFile | undefined> {
    const { connection, damage } = this.#parts;
    const [record, content] = await connection.read(`The file ${path} could not be read`, BOTH, (tx) =>
      Promise.all([tx.objectStore('files').get(path), tx.objectStore('file_contents').get(path)]),
    );
    if (record === undefined || record.deleted_in !== undefined) return undefined;
    const file = storedFile(record, content, damage);
    if (file === undefined) throw damage.damaged(fileNamed(record));
    return file;
  }

  async snapshot(): Promise<StoredFile[]> {
    const { losses } = this.#parts.connection;
    if (losses !== this.#lossesSeen) this.#cache.changed('all');
    this.#lossesSeen = losses;
    while (this.#loading !== undefined || !this.#cache.isComplete) {
      this.#loading ??= this.#load().finally(() => {
        this.#loading = undefined;
      });
      await this.#loading;
    }
    return this.#cache.snapshot();
  }

  async write(path: string, content: Uint8Array | FileContent, runId?: string): Promise<WorkspaceFile> {
    const blob = await asBlob(path, content);
    const stored = { file: fileOf(path, blob.size, new Date().toISOString(), runId), content: blob };
    await this.#merge(`The file ${path} was not kept`, [[path, stored]]);
    return { ...stored.file };
  }

  async delete(path: string): Promise<boolean> {
    return (await this.#merge(`The file ${path} was not deleted`, [[path, null]])).length > 0;
  }

  async undelete(path: string): Promise<boolean> {
    const { connection, changes } = this.#parts;
    const restored = await connection.write(`The file ${path} was not restored`, ['files'], async (tx) => {
      const record = await tx.objectStore('files').get(path);
      if (record?.deleted_in === undefined) return false;
      const { deleted_in: _deleted, ...file } = record;
      await tx.objectStore('files').put(file);
      return true;
    });
    if (!restored) return false;
    this.#cache.changed([path]);
    changes.changed('files', [path]);
    return true;
  }

  async commit(changes: FileChange[], runId: string): Promise<WorkspaceFile[]> {
    const stored = await storedChanges(changes, runId);
    await this.#merge(`The files of the run ${runId} were not kept`, [...stored]);
    return writtenFiles(stored);
  }

  async restore(restored: readonly RestoreFile[]): Promise<void> {
    const { connection, changes } = this.#parts;
    const doing = 'Files of the back-up were not kept';
    const files = await Promise.all(
      restored.map(async ({ file, content, seen }) => ({ seen, file: { ...file }, content: await asBlob(file.path, content) })),
    );
    await connection.write(doing, BOTH, async (tx) => {
      const writing = files.map(async ({ seen, ...stored }) => {
        const record = await tx.objectStore('files').get(stored.file.path);
        refuseChanged(stored.file.path, record?.deleted_in === undefined ? record : undefined, seen);
        await put(tx, stored);
      });
      await Promise.all(writing);
    });
    for (const { file, content } of files) this.#cache.set(file.path, { file, content });
    changes.changed(
      'files',
      files.map(({ file }) => file.path),
    );
  }

  /** Writes and deletes in one transaction; answers the paths that are otherwise than before. */
  async #merge(doing: string, files: [string, StoredFile | null][]): Promise<string[]> {
    const { connection, changes, tabs } = this.#parts;
    const changed = await connection.write(doing, BOTH, async (tx) => {
      const done = files.map(([path, stored]) => (stored === null ? softDelete(tx, path, tabs.tab) : put(tx, stored)));
      const results = await Promise.all(done);
      return files.filter((_file, index) => results[index]);
    });
    for (const [path, stored] of changed) this.#cache.set(path, stored);
    const paths = changed.map(([path]) => path);
    changes.changed('files', paths);
    return paths;
  }

  async #load(): Promise<void> {
    const asked = this.#cache.beginLoad();
    try {
      this.#cache.endLoad(asked, await loadFiles(asked, this.#parts));
    } catch (error) {
      this.#cache.changed(asked);
      throw error;
    }
  }
}

async function put(tx: WriteTx, { file, content }: StoredFile): Promise<boolean> {
  // What this store makes of content is always a Blob: see `asBlob`.
  const record = { path: file.path, content: content as Blob };
  await Promise.all([tx.objectStore('files').put(file), tx.objectStore('file_contents').put(record)]);
  return true;
}

async function softDelete(tx: WriteTx, path: string, tab: string): Promise<boolean> {
  const record = await tx.objectStore('files').get(path);
  if (record === undefined || record.deleted_in !== undefined) return false;
  await tx.objectStore('files').put({ ...record, deleted_in: tab });
  return true;
}

/** The paths that begin with `prefix`. U+FFFF is no character, so that no path goes on with four of it. */
function pathsFrom(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff\uffff\uffff\uffff`);
}
