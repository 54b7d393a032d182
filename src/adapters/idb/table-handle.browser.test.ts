import { expect, it } from 'vitest';
import { openIdbStorage } from './open-idb-storage.ts';

it('keeps a file handle that still opens the file after a reload', async () => {
  const name = `handle-${crypto.randomUUID()}`;
  const root = await navigator.storage.getDirectory();
  const handle = await root.getFileHandle(`${name}.csv`, { create: true });
  const writable = await handle.createWritable();
  await writable.write('a,b\n1,2\n');
  await writable.close();
  const before = await openIdbStorage({ name });
  await before.tables.put({
    id: 't',
    name: 'cur',
    file_name: 'cur.csv',
    source: 'handle',
    handle,
    bytes: 8,
    last_modified: 1,
    added_at: '2026-11-20T10:00:00.000Z',
  });
  before.close();
  const after = await openIdbStorage({ name });
  const files = (await after.tables.list()).map((table) => (table.handle as FileSystemFileHandle).getFile());
  expect(files).toHaveLength(1);
  expect(await (await files[0])?.text()).toBe('a,b\n1,2\n');
  after.close();
  await root.removeEntry(`${name}.csv`);
});
