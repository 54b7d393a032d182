import type { StoredFile } from '../../core/ports/stores.ts';
import type { MissingFiles } from './file-cache.ts';
import { storedFile } from './file-records.ts';
import type { StoreParts } from './store-parts.ts';

/** Metadata and content by reference, in one transaction. Damaged files are reported and left out. */
export async function loadFiles(asked: MissingFiles, { connection, damage }: StoreParts): Promise<StoredFile[]> {
  const [records, contents] = await connection.read('The workspace could not be read', ['files', 'file_contents'], async (tx) => {
    const [files, blobs] = [tx.objectStore('files'), tx.objectStore('file_contents')];
    if (asked === 'all') return await Promise.all([files.getAll(), blobs.getAll()]);
    return await Promise.all([
      Promise.all(asked.map((path) => files.get(path))),
      Promise.all(asked.map((path) => blobs.get(path))),
    ]);
  });
  const byPath = new Map(contents.flatMap((content) => (content === undefined ? [] : [[content.path, content]])));
  return records.flatMap((record) => (record === undefined ? [] : (storedFile(record, byPath.get(record.path), damage) ?? [])));
}
