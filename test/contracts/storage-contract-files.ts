import { describe, expect, it } from 'vitest';
import type { Storage, StoredFile } from '../../src/core/ports/stores.ts';
import { bytes } from './storage-contract-samples.ts';

const textOf = async (stored: StoredFile | undefined): Promise<string | undefined> =>
  stored && new TextDecoder().decode(await stored.content.arrayBuffer());

export function fileContract(storage: () => Storage): void {
  describe('files', () => {
    it('keeps bytes, by copy, with what is known of them', async () => {
      const { files } = storage();
      const content = bytes('a,b\n1,2\n');
      const written = await files.write('data/costs.csv', content, 'run_1');
      content.fill(0);
      expect(written).toEqual({
        path: 'data/costs.csv',
        bytes: 8,
        media_type: 'text/csv',
        modified_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/u) as string,
        run_id: 'run_1',
      });
      const stored = await files.read('data/costs.csv');
      expect(stored?.file).toEqual(written);
      expect(await textOf(stored)).toBe('a,b\n1,2\n');
      expect(await files.read('data/other.csv')).toBeUndefined();
    });

    it('takes a Blob, a slice and no bytes at all', async () => {
      const { files } = storage();
      await files.write('a.txt', new Blob(['hello world']));
      await files.write('b.txt', new Blob(['hello world']).slice(6));
      await files.write('c.bin', new Uint8Array());
      expect(await textOf(await files.read('a.txt'))).toBe('hello world');
      expect(await textOf(await files.read('b.txt'))).toBe('world');
      expect(await files.read('c.bin')).toMatchObject({ file: { bytes: 0 } });
    });

    it('lists by path, and by the beginning of paths', async () => {
      const { files } = storage();
      for (const path of ['data/b.csv', 'Z.txt', 'data/a.csv', 'data2/x', 'ä.txt', '__proto__', 'data/💸.csv', 'data/\uffff']) {
        await files.write(path, bytes(path));
      }
      const list = async (prefix?: string): Promise<string[]> => (await files.list(prefix)).map(({ path }) => path);
      expect(await list()).toEqual([
        'Z.txt',
        '__proto__',
        'data/a.csv',
        'data/b.csv',
        'data/💸.csv',
        'data/\uffff',
        'data2/x',
        'ä.txt',
      ]);
      expect(await list('data/')).toEqual(['data/a.csv', 'data/b.csv', 'data/💸.csv', 'data/\uffff']);
      expect(await list('data/\uffff')).toEqual(['data/\uffff']);
      expect(await list('nothing')).toEqual([]);
    });

    it('gives runs every file as it is now', async () => {
      const { files } = storage();
      const seen = async (): Promise<Record<string, string | undefined>> =>
        Object.fromEntries(await Promise.all((await files.snapshot()).map(async (each) => [each.file.path, await textOf(each)])));
      expect(await seen()).toEqual({});
      await files.write('b', bytes('1'));
      await files.write('a', bytes('1'));
      const before = await files.snapshot();
      expect(Object.keys(await seen())).toEqual(['a', 'b']);
      await files.commit(
        [
          { path: 'a', content: bytes('2') },
          { path: 'b', content: null },
          { path: 'c', content: bytes('3') },
        ],
        'run_1',
      );
      expect(await seen()).toEqual({ a: '2', c: '3' });
      await files.undelete('b');
      expect(await seen()).toEqual({ a: '2', b: '1', c: '3' });
      await files.write('a', new Uint8Array(2_000_000).fill(120));
      expect((await seen())['a']?.length).toBe(2_000_000);
      expect(await Promise.all(before.map(textOf))).toEqual(['1', '1']);
    });

    it('merges what a run did: the later change of a path counts, deletes too', async () => {
      const { files } = storage();
      await files.write('gone.txt', bytes('x'));
      const written = await files.commit(
        [
          { path: 'a.txt', content: bytes('first') },
          { path: 'a.txt', content: bytes('second') },
          { path: 'gone.txt', content: null },
          { path: 'never.txt', content: null },
          { path: 'b.txt', content: bytes('b') },
          { path: 'b.txt', content: null },
        ],
        'run_7',
      );
      expect(written.map(({ path, run_id }) => [path, run_id])).toEqual([['a.txt', 'run_7']]);
      expect((await files.list()).map(({ path }) => path)).toEqual(['a.txt']);
      expect(await textOf(await files.read('a.txt'))).toBe('second');
    });

    it('deletes and brings back, but not over what was written since', async () => {
      const { files } = storage();
      await files.write('a.txt', bytes('old'), 'run_1');
      expect(await files.delete('a.txt')).toBe(true);
      expect(await files.delete('a.txt')).toBe(false);
      expect(await files.read('a.txt')).toBeUndefined();
      expect(await files.list()).toEqual([]);
      expect(await files.undelete('a.txt')).toBe(true);
      expect(await files.undelete('a.txt')).toBe(false);
      expect(await textOf(await files.read('a.txt'))).toBe('old');
      expect((await files.list())[0]?.run_id).toBe('run_1');
      await files.delete('a.txt');
      await files.write('a.txt', bytes('new'));
      expect(await files.undelete('a.txt')).toBe(false);
      expect(await textOf(await files.read('a.txt'))).toBe('new');
      expect(await files.undelete('nothing.txt')).toBe(false);
    });
  });
}
