import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sampleConversation } from '../../../test/contracts/storage-contract-samples.ts';
import { StorageError } from '../../core/app-error.ts';
import type { Change, Storage } from '../../core/ports/stores.ts';
import { requested } from './golden/raw-database.ts';
import { openIdbStorage } from './open-idb-storage.ts';

let name: string;
let storage: Storage;
const open: Storage[] = [];

const tab = async (): Promise<Storage> => {
  const opened = await openIdbStorage({ name });
  open.push(opened);
  return opened;
};

beforeEach(async () => {
  name = `conversations-${crypto.randomUUID()}`;
  storage = await tab();
});
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** As another program, a disk fault or a later version might leave it. Undefined takes the record away. */
async function overwrite(store: string, record: object | undefined, key = 'chat_1'): Promise<void> {
  const db = await requested(indexedDB.open(name));
  const target = db.transaction(store, 'readwrite').objectStore(store);
  if (record === undefined) await requested(target.delete(key));
  else await requested(target.put(record));
  db.close();
}

async function stored(): Promise<unknown[]> {
  const db = await requested(indexedDB.open(name));
  const tx = db.transaction(['conversations', 'conversation_contents']);
  const all = await Promise.all(
    ['conversations', 'conversation_contents'].map((store) => requested<unknown>(tx.objectStore(store).get('chat_1'))),
  );
  db.close();
  return all;
}

const later = { id: 'chat_1', format: 2, title: 'From tomorrow', updated_at: { epoch: 3 } };

it('lists a conversation of a newer version as not readable, and never writes over it', async () => {
  await overwrite('conversations', later);
  await overwrite('conversation_contents', { id: 'chat_1', chunks: ['…'] });
  await storage.conversations.put(sampleConversation({ id: 'chat_2', title: 'Of today' }));
  const list = await storage.conversations.list();
  expect(list.map(({ title, readable }) => [title, readable])).toEqual([
    ['Of today', true],
    ['From tomorrow', false],
  ]);
  expect(list[1]?.problem).toMatch(/newer version of Sandbank.*Reload/u);
  expect((await storage.conversations.list('tomorrow')).map(({ id }) => id)).toEqual(['chat_1']);
  const before = await stored();
  const attempts = [
    () => storage.conversations.get('chat_1'),
    () => storage.conversations.put(sampleConversation()),
    () => storage.conversations.put(sampleConversation(), '2026-11-20T10:00:05.000Z'),
    () => storage.conversations.rename('chat_1', 'Mine'),
  ];
  for (const attempt of attempts) {
    const error: unknown = await attempt().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StorageError);
    expect(String(error)).toMatch(/newer version of Sandbank/u);
  }
  expect(await stored()).toEqual(before);
  expect(await storage.conversations.delete('chat_1')).toBe(true);
  expect(await storage.conversations.undelete('chat_1')).toBe(true);
  expect(await stored()).toEqual(before);
});

const spoiled: Record<string, () => Promise<void>> = {
  'no contents': () => overwrite('conversation_contents', undefined),
  'contents that are no JSON': () => overwrite('conversation_contents', { id: 'chat_1', json: '{"id":', words: '' }),
  'contents that do not fit': () => overwrite('conversation_contents', { id: 'chat_1', json: '{"id":"chat_1"}', words: '' }),
  'contents of another shape': () => overwrite('conversation_contents', { id: 'chat_1', json: 3 }),
  'a head that does not fit': () => overwrite('conversations', { id: 'chat_1', format: 1, title: 'October bill' }),
};

for (const [damage, spoil] of Object.entries(spoiled)) {
  it(`lists a damaged conversation as not readable: ${damage}`, async () => {
    await storage.conversations.put(sampleConversation());
    await storage.conversations.put(sampleConversation({ id: 'chat_2' }));
    await spoil();
    await expect(storage.conversations.get('chat_1')).rejects.toThrow(
      /could not be read: the conversation "October bill" is damaged/u,
    );
    const list = await storage.conversations.list('october');
    expect(list.find(({ id }) => id === 'chat_1')).toMatchObject({
      title: 'October bill',
      readable: false,
      problem: expect.stringContaining('damaged') as string,
    });
    expect(list.find(({ id }) => id === 'chat_2')).toMatchObject({ readable: true });
    expect(await storage.conversations.delete('chat_1')).toBe(true);
    expect((await storage.conversations.list()).map(({ id }) => id)).toEqual(['chat_2']);
  });
}

it('lets two tabs see what the other has changed, and neither write over it', async () => {
  const other = await tab();
  const told: Change[] = [];
  other.changes.subscribe((change) => told.push(change));
  await storage.conversations.put(sampleConversation());
  await vi.waitUntil(() => told.length === 1, { timeout: 30_000 });
  expect(told).toEqual([{ store: 'conversations', ids: ['chat_1'], origin: 'elsewhere' }]);
  const seen = (await other.conversations.get('chat_1'))?.updated_at;
  const theirs = ['06', '07'].map((second) => sampleConversation({ updated_at: `2026-11-20T10:00:${second}.000Z` }));
  const results = await Promise.allSettled([
    storage.conversations.put(theirs[0] ?? sampleConversation(), seen),
    other.conversations.put(theirs[1] ?? sampleConversation(), seen),
  ]);
  expect(results.map(({ status }) => status).toSorted((a, b) => a.localeCompare(b))).toEqual(['fulfilled', 'rejected']);
});

it('frees what was deleted once its tab is gone', async () => {
  await storage.conversations.put(sampleConversation());
  await storage.conversations.delete('chat_1');
  expect((await stored()).every((record) => record !== undefined)).toBe(true);
  storage.close();
  await vi.waitUntil(async () => !(await navigator.locks.query()).held?.some((lock) => lock.name?.startsWith(name)), {
    timeout: 30_000,
  });
  await tab();
  expect(await stored()).toEqual([undefined, undefined]);
});
