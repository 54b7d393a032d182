import { describe, expect, it } from 'vitest';
import type { Storage } from '../../src/core/ports/stores.ts';
import { sampleCall } from './storage-contract-samples.ts';

const at = (second: number): string => `2026-11-20T10:00:${String(second).padStart(2, '0')}.000Z`;

export function callContract(storage: () => Storage): void {
  describe('the audit log', () => {
    const ids = async (query: Parameters<Storage['calls']['list']>[0]): Promise<string[]> =>
      (await storage().calls.list(query)).map(({ id }) => id);

    it('keeps entries whole, by copy, and writes one of the same id over', async () => {
      const { calls } = storage();
      const { run_id: _, ...ofThePage } = sampleCall({ id: 'call_2', at: at(1), kind: 'page', resource: 'a\u0000\ud800b' });
      const written = sampleCall();
      await calls.add(written);
      written.service = 'changed';
      await calls.add(ofThePage);
      expect(await calls.list({ limit: 10 })).toEqual([ofThePage, sampleCall()]);
      await calls.add(sampleCall({ bytes_scanned: 10_000_000 }));
      expect(await calls.list({ limit: 10 })).toEqual([ofThePage, sampleCall({ bytes_scanned: 10_000_000 })]);
    });

    it('lists the newest first, page by page, also of one run', async () => {
      const { calls } = storage();
      const runs = ['run_1', 'run_2', 'run_1', 'run_1', 'run_10'];
      for (const [index, run_id] of runs.entries())
        await calls.add(sampleCall({ id: `call_${index}`, at: at(Math.floor(index / 2)), run_id }));
      expect(await ids({ limit: 2 })).toEqual(['call_4', 'call_3']);
      expect(await ids({ limit: 2, before: { at: at(1), id: 'call_3' } })).toEqual(['call_2', 'call_1']);
      expect(await ids({ limit: 9, run_id: 'run_1' })).toEqual(['call_3', 'call_2', 'call_0']);
      expect(await ids({ limit: 9, run_id: 'run_1', before: { at: at(1), id: 'call_2' } })).toEqual(['call_0']);
      expect(await ids({ limit: 9, run_id: 'run_3' })).toEqual([]);
      expect(await ids({ limit: 0 })).toEqual([]);
    });

    it('deletes what is too old', async () => {
      const { calls } = storage();
      const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
      for (let day = 0; day < 500; day += 1) await calls.add(sampleCall({ id: `old_${day}`, at: daysAgo(31 + day / 100) }));
      await calls.add(sampleCall({ id: 'new', at: daysAgo(29) }));
      expect(await calls.prune(30)).toBe(500);
      expect(await calls.prune(30)).toBe(0);
      expect(await ids({ limit: 10 })).toEqual(['new']);
    });
  });
}
