import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Change, Storage } from '../../src/core/ports/stores.ts';
import { callContract } from './storage-contract-calls.ts';
import { conversationContract } from './storage-contract-conversations.ts';
import { fileContract } from './storage-contract-files.ts';
import { restoreContract } from './storage-contract-restore.ts';
import { runContract } from './storage-contract-runs.ts';
import {
  bytes,
  nested,
  sampleCall,
  sampleConversation,
  sampleRun,
  sampleWorkflow,
  type MakeStorage,
} from './storage-contract-samples.ts';
import { sharingContract } from './storage-contract-sharing.ts';
import { workflowContract } from './storage-contract-workflows.ts';

/** What every storage does, whatever it stands on. */
export function storageContract(name: string, make: MakeStorage): void {
  describe(name, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await make();
    });
    afterEach(() => storage.close());

    workflowContract(() => storage);
    runContract(() => storage);
    fileContract(() => storage);
    settingsContract(() => storage);
    tablesContract(() => storage);
    conversationContract(() => storage);
    callContract(() => storage);
    sharingContract(() => storage);
    restoreContract(() => storage);
    changesContract(() => storage);

    it('says what it stands on', async () => {
      const status = await storage.status();
      expect(['indexeddb', 'memory']).toContain(status.backend);
      expect(status.usage_bytes).toBeGreaterThanOrEqual(0);
      expect(typeof (await storage.persist())).toBe('boolean');
    });
  });
}

function settingsContract(storage: () => Storage): void {
  describe('settings', () => {
    it('keeps values by key', async () => {
      const { settings } = storage();
      const schema = z.object({ theme: z.string(), deep: z.unknown() });
      expect(await settings.get('settings', schema)).toBeUndefined();
      const deep = nested(2000);
      await settings.set('settings', { theme: 'light', deep });
      await settings.set('settings', { theme: 'dark', deep });
      const stored = await settings.get('settings', schema);
      expect(stored?.theme).toBe('dark');
      expect(JSON.stringify(stored?.deep)).toBe(JSON.stringify(deep));
      await settings.set('nothing', null);
      expect(await settings.get('nothing', z.null())).toBeNull();
    });

    it('leaves out a value that does not fit any more, and says so', async () => {
      const { settings } = storage();
      await settings.set('limits', { timeout_s: 'long' });
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
      expect(await settings.get('limits', z.object({ timeout_s: z.number() }))).toBeUndefined();
      expect(warn.mock.calls.flat().join(' ')).toContain('limits');
      warn.mockRestore();
    });
  });
}

function tablesContract(storage: () => Storage): void {
  describe('local tables', () => {
    it('keeps, overwrites and removes them, oldest first', async () => {
      const { tables } = storage();
      const table = { name: 'cur', file_name: 'cur.csv', bytes: 4, last_modified: 1_700_000_000_000 };
      await tables.put({ ...table, id: 'b', source: 'workspace', path: 'data/cur.csv', added_at: '2026-11-20T10:00:00.000Z' });
      await tables.put({ ...table, id: 'a', source: 'copy', copy: new Blob(['a,b\n']), added_at: '2026-11-20T11:00:00.000Z' });
      await tables.put({
        ...table,
        id: 'b',
        name: 'costs',
        source: 'workspace',
        path: 'b.csv',
        added_at: '2026-11-20T10:00:00.000Z',
      });
      const list = await tables.list();
      expect(list.map(({ id, name, path }) => [id, name, path])).toEqual([
        ['b', 'costs', 'b.csv'],
        ['a', 'cur', undefined],
      ]);
      expect(new TextDecoder().decode(await list[1]?.copy?.arrayBuffer())).toBe('a,b\n');
      expect(await tables.remove('b')).toBe(true);
      expect(await tables.remove('b')).toBe(false);
      expect((await tables.list()).map(({ id }) => id)).toEqual(['a']);
    });
  });
}

function changesContract(storage: () => Storage): void {
  describe('changes', () => {
    it('tells what changed once it is kept, until one stops listening', async () => {
      const { changes, workflows, runs, files, settings, tables, conversations, calls } = storage();
      const sharing = await storage().sharing();
      const told: Change[] = [];
      const stop = changes.subscribe((change) => told.push(change));
      const { id } = await workflows.save(sampleWorkflow());
      await workflows.delete(id);
      await workflows.delete(id);
      await runs.finish(sampleRun({ status: 'failed' }));
      await files.commit(
        [
          { path: 'a', content: bytes('a') },
          { path: 'b', content: bytes('b') },
          { path: 'c', content: null },
        ],
        'run_1',
      );
      await settings.set('theme', 'dark');
      await tables.remove('nothing');
      await conversations.put(sampleConversation());
      await conversations.delete('nothing');
      await calls.add(sampleCall());
      await sharing.putSigner({ key_id: 'key_1', name: 'Anna', known_since: '2026-11-20T10:00:00.000Z' });
      await sharing.removeSigner('key_2');
      stop();
      await settings.set('theme', 'light');
      expect(told).toEqual([
        { store: 'workflows', ids: [id], origin: 'here' },
        { store: 'workflows', ids: [id], origin: 'here' },
        { store: 'runs', ids: ['run_1'], origin: 'here' },
        { store: 'files', ids: ['a', 'b'], origin: 'here' },
        { store: 'settings', ids: ['theme'], origin: 'here' },
        { store: 'conversations', ids: ['chat_1'], origin: 'here' },
        { store: 'calls', ids: ['call_1'], origin: 'here' },
        { store: 'sharing', ids: ['key_1'], origin: 'here' },
      ]);
    });
  });
}
