import { describe, expect, it } from 'vitest';
import type { Storage } from '../../src/core/ports/stores.ts';
import { sampleWorkflow } from './storage-contract-samples.ts';

export function workflowContract(storage: () => Storage): void {
  describe('workflows', () => {
    it('saves a new one as version 1, with nothing left out but what was', async () => {
      const { workflows } = storage();
      const saved = await workflows.save(sampleWorkflow({ name: '  Cost by team ' }));
      expect(saved).toMatchObject({ name: 'Cost by team', version: 1 });
      expect(await workflows.get(saved.id)).toMatchObject({
        id: saved.id,
        name: 'Cost by team',
        language: 'python',
        description: '',
        tags: [],
        version: 1,
        last_run_at: null,
        builtin: false,
      });
      expect(await workflows.version(saved.id)).toMatchObject({ workflow_id: saved.id, version: 1, code: 'result = 1' });
    });

    it('gives a name that exists its next version, whatever its case, and keeps what is left out', async () => {
      const { workflows } = storage();
      const first = await workflows.save(
        sampleWorkflow({ description: 'By team', tags: ['cost'], params_schema: { type: 'object' }, changelog: 'first' }),
      );
      const second = await workflows.save(sampleWorkflow({ name: ' COST  by Team', language: 'sql', code: 'SELECT 2' }));
      expect(second).toEqual({ id: first.id, name: 'Cost by team', version: 2 });
      expect(await workflows.version(first.id)).toEqual({
        workflow_id: first.id,
        version: 2,
        language: 'sql',
        code: 'SELECT 2',
        description: 'By team',
        tags: ['cost'],
        params_schema: { type: 'object' },
        created_at: expect.any(String) as string,
      });
      const third = await workflows.save(sampleWorkflow({ description: '', tags: [], params_schema: null }));
      expect(await workflows.version(third.id)).toMatchObject({ version: 3, description: '', tags: [], params_schema: null });
    });

    it('never changes a version that was saved', async () => {
      const { workflows } = storage();
      const input = sampleWorkflow({ code: 'one', tags: ['a'], changelog: 'began' });
      const { id } = await workflows.save(input);
      input.tags?.push('b');
      await workflows.save(sampleWorkflow({ code: 'two' }));
      expect(await workflows.version(id, 1)).toMatchObject({ code: 'one', tags: ['a'], changelog: 'began' });
      expect(await workflows.versions(id)).toEqual([
        { version: 2, created_at: expect.any(String) as string },
        { version: 1, created_at: expect.any(String) as string, changelog: 'began' },
      ]);
      expect(await workflows.version(id, 3)).toBeUndefined();
      expect(await workflows.version('nothing')).toBeUndefined();
      expect(await workflows.versions('nothing')).toEqual([]);
    });

    it('gives saves that are made at once consecutive versions', async () => {
      const { workflows } = storage();
      const saved = await Promise.all(Array.from({ length: 8 }, (_, at) => workflows.save(sampleWorkflow({ code: `${at}` }))));
      expect(new Set(saved.map(({ id }) => id)).size).toBe(1);
      expect(saved.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      const codes = await Promise.all(saved.map(async ({ id, version }) => (await workflows.version(id, version))?.code));
      expect(codes).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
    });

    it.each([
      ['an emoji', '💸 Kosten'],
      ['10,000 characters', 'x'.repeat(10_000)],
      ['path characters', '../a/b'],
      ['the name of a property', '__proto__'],
      ['half a surrogate pair', 'half \ud800 pair'],
      ['a letter whose lower case is two', 'İstanbul'],
      ['composed letters', 'Kosten für Müller'],
    ])('keeps a name with %s', async (_what, name) => {
      const { workflows } = storage();
      const { id } = await workflows.save(sampleWorkflow({ name }));
      expect(await workflows.findByName(name)).toMatchObject({ id, name });
      expect(await workflows.findByName(name.normalize('NFD'))).toMatchObject({ id });
      expect(await workflows.findByName(`${name}!`)).toBeUndefined();
      expect((await workflows.list())[0]?.name).toBe(name);
    });

    it('keeps code with NUL and lone surrogates as it is', async () => {
      const { workflows } = storage();
      const code = `a\u0000b\ud800${'ü'.repeat(300_000)}\udfff`;
      const { id } = await workflows.save(sampleWorkflow({ code }));
      expect((await workflows.version(id))?.code === code).toBe(true);
    });

    it('lists the newest change first, and not what was deleted', async () => {
      const { workflows } = storage();
      const names = async (): Promise<string[]> => (await workflows.list()).map(({ name }) => name);
      const a = await workflows.save(sampleWorkflow({ name: 'a' }));
      await later();
      await workflows.save(sampleWorkflow({ name: 'b' }));
      expect(await names()).toEqual(['b', 'a']);
      await later();
      await workflows.save(sampleWorkflow({ name: 'a' }));
      expect(await names()).toEqual(['a', 'b']);
      await workflows.delete(a.id);
      expect(await names()).toEqual(['b']);
    });

    it('deletes with all versions and brings all back', async () => {
      const { workflows } = storage();
      const { id } = await workflows.save(sampleWorkflow());
      await workflows.save(sampleWorkflow({ code: 'two' }));
      expect(await workflows.delete(id)).toBe(true);
      expect(await workflows.delete(id)).toBe(false);
      expect(await workflows.get(id)).toBeUndefined();
      expect(await workflows.findByName('Cost by team')).toBeUndefined();
      expect(await workflows.version(id, 1)).toBeUndefined();
      expect(await workflows.versions(id)).toEqual([]);
      expect(await workflows.undelete(id)).toMatchObject({ id, name: 'Cost by team', version: 2 });
      expect((await workflows.version(id, 1))?.code).toBe('result = 1');
      expect(await workflows.undelete(id)).toBeUndefined();
      expect(await workflows.undelete('nothing')).toBeUndefined();
    });

    it('brings one back beside another that took its name', async () => {
      const { workflows } = storage();
      const old = await workflows.save(sampleWorkflow());
      await workflows.delete(old.id);
      const taken = await workflows.save(sampleWorkflow({ code: 'new' }));
      expect(taken).toMatchObject({ version: 1 });
      expect(taken.id).not.toBe(old.id);
      await workflows.save(sampleWorkflow({ name: 'Cost by team (restored)' }));
      expect(await workflows.undelete(old.id)).toMatchObject({ id: old.id, name: 'Cost by team (restored 2)' });
      expect((await workflows.findByName('cost by team'))?.id).toBe(taken.id);
      expect((await workflows.findByName('cost by team (RESTORED 2)'))?.id).toBe(old.id);
    });

    it('notes when saved and built-in ones ran last', async () => {
      const { workflows } = storage();
      const { id } = await workflows.save(sampleWorkflow());
      await workflows.ranAt(id, '2026-11-20T10:00:00.000Z');
      await workflows.ranAt(id, '2026-11-19T10:00:00.000Z');
      await workflows.ranAt('builtin_report', '2026-11-18T10:00:00.000Z');
      expect(await workflows.lastRunAt(id)).toBe('2026-11-20T10:00:00.000Z');
      expect(await workflows.lastRunAt('builtin_report')).toBe('2026-11-18T10:00:00.000Z');
      expect(await workflows.lastRunAt('nothing')).toBeNull();
      expect((await workflows.list())[0]?.last_run_at).toBe('2026-11-20T10:00:00.000Z');
      expect((await workflows.get(id))?.last_run_at).toBe('2026-11-20T10:00:00.000Z');
    });
  });
}

/** Until the clock shows another millisecond. */
async function later(): Promise<void> {
  const now = Date.now();
  while (Date.now() === now) await new Promise((resolve) => setTimeout(resolve, 1));
}
