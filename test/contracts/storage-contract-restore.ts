import { describe, expect, it } from 'vitest';
import { StorageError } from '../../src/core/app-error.ts';
import type { RestoreFile, Storage } from '../../src/core/ports/stores.ts';
import type { WorkflowVersion } from '../../src/core/workflow.ts';
import { sampleConversation, sampleRun, sampleWorkflow } from './storage-contract-samples.ts';

const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;

const version = (workflow_id: string, number: number, over: Partial<WorkflowVersion> = {}): WorkflowVersion => ({
  workflow_id,
  version: number,
  language: 'python',
  code: `result = ${number}`,
  description: `The ${number}.`,
  tags: ['cost'],
  created_at: at(number),
  ...over,
});

const file = (path: string, text: string, seen: string | null, run_id?: string): RestoreFile => ({
  file: { path, bytes: text.length, media_type: 'text/csv', modified_at: at(3), ...(run_id === undefined ? {} : { run_id }) },
  content: new Blob([text]),
  seen,
});

/** What a back-up is restored by: all or nothing of each call, and nothing that is there is lost. */
export function restoreContract(storage: () => Storage): void {
  describe('restoring', () => {
    it('adds a workflow with its versions, numbers and times', async () => {
      const { workflows } = storage();
      const versions = [version('wf_9', 1, { changelog: 'First', params_schema: { type: 'object' } }), version('wf_9', 3)];
      const input = { id: 'wf_9', name: 'Cost by team', created_at: at(1), versions, seen: 0 };
      expect(await workflows.restore(input)).toEqual({ id: 'wf_9', name: 'Cost by team', version: 3 });
      expect(await workflows.get('wf_9')).toMatchObject({
        description: 'The 3.',
        tags: ['cost'],
        version: 3,
        created_at: at(1),
        updated_at: at(3),
      });
      expect(await workflows.version('wf_9', 1)).toEqual(versions[0]);
      expect(await workflows.version('wf_9')).toEqual(versions[1]);
      expect(await workflows.save(sampleWorkflow())).toMatchObject({ id: 'wf_9', version: 4 });
      await expect(workflows.restore(input)).rejects.toThrow(StorageError);
      expect(await workflows.versions('wf_9')).toHaveLength(3);
    });

    it('goes on with a workflow that is as it was seen, under its own name', async () => {
      const { workflows } = storage();
      const { id } = await workflows.save(sampleWorkflow());
      const next = { id, name: 'Other', created_at: at(1), versions: [version(id, 2), version(id, 3)], seen: 1 };
      expect(await workflows.restore(next)).toEqual({ id, name: 'Cost by team', version: 3 });
      expect((await workflows.version(id, 1))?.code).toBe('result = 1');
      expect((await workflows.get(id))?.updated_at).not.toBe(at(3));
      await expect(workflows.restore(next)).rejects.toThrow(/changed or deleted meanwhile/u);
      await expect(workflows.restore({ ...next, seen: 3, versions: [version(id, 3)] })).rejects.toThrow(StorageError);
      await expect(workflows.restore({ ...next, seen: 3, versions: [version('wf_8', 4)] })).rejects.toThrow(StorageError);
      await expect(workflows.restore({ ...next, seen: 3, versions: [] })).rejects.toThrow(StorageError);
      expect(await workflows.versions(id)).toHaveLength(3);
    });

    it('gives a workflow whose name is taken another, and takes the place of a deleted one', async () => {
      const { workflows } = storage();
      const { id } = await workflows.save(sampleWorkflow());
      const other = { id: 'wf_9', name: 'COST by team', created_at: at(1), versions: [version('wf_9', 1)], seen: 0 };
      expect((await workflows.restore(other)).name).toBe('COST by team (restored)');
      await workflows.delete(id);
      const again = { id, name: 'Cost by team', created_at: at(1), versions: [version(id, 1, { code: 'theirs' })], seen: 0 };
      expect(await workflows.restore(again)).toMatchObject({ id, name: 'Cost by team', version: 1 });
      expect((await workflows.version(id))?.code).toBe('theirs');
      expect(await workflows.undelete(id)).toBeUndefined();
    });

    it('adds runs that are not there, and counts them', async () => {
      const { runs } = storage();
      const done = (run_id: string, title: string) => sampleRun({ run_id, title, status: 'succeeded', stdout: title });
      await runs.finish(done('run_1', 'mine'));
      expect(await runs.restore([done('run_1', 'theirs'), done('run_2', 'theirs'), done('run_3', 'theirs')])).toBe(2);
      expect(await runs.restore([done('run_2', 'again')])).toBe(0);
      expect((await runs.get('run_1'))?.stdout).toBe('mine');
      expect((await runs.get('run_2'))?.stdout).toBe('theirs');
      expect(await runs.count()).toBe(3);
      expect((await runs.known(['run_2', 'nothing', 'run_1'])).toSorted()).toEqual(['run_1', 'run_2']);
      const rows = Array.from({ length: 3000 }, (_, index) => [index]);
      const long = sampleRun({ run_id: 'run_4', status: 'failed', result: rows });
      await runs.restore([long]);
      expect(await runs.get('run_4')).toEqual(long);
    });

    it('writes files with what is known of them, all or none', async () => {
      const { files } = storage();
      await files.restore([file('a.csv', 'theirs', null, 'run_1'), file('b.csv', '', null)]);
      expect((await files.list())[0]).toEqual(file('a.csv', 'theirs', null, 'run_1').file);
      const mine = await files.write('a.csv', new TextEncoder().encode('mine'));
      await expect(files.restore([file('c.csv', 'c', null), file('a.csv', 'x', at(3))])).rejects.toThrow(StorageError);
      await expect(files.restore([file('c.csv', 'c', null), file('a.csv', 'x', null)])).rejects.toThrow(StorageError);
      await expect(files.restore([file('d.csv', 'c', at(3))])).rejects.toThrow(/changed or deleted meanwhile/u);
      expect((await files.list()).map(({ path }) => path)).toEqual(['a.csv', 'b.csv']);
      await files.delete('b.csv');
      await files.restore([file('a.csv', 'x', mine.modified_at), file('b.csv', 'back', null)]);
      const texts = await Promise.all((await files.snapshot()).map(async ({ content }) => content.arrayBuffer()));
      expect(texts.map((each) => new TextDecoder().decode(each))).toEqual(['x', 'back']);
    });

    it('writes conversations with their title, over what was seen or deleted', async () => {
      const { conversations } = storage();
      const theirs = sampleConversation({ title: 'Theirs' });
      await conversations.restore(theirs);
      await expect(conversations.restore(theirs)).rejects.toThrow(StorageError);
      await conversations.rename('chat_1', 'Mine');
      await conversations.restore(theirs, theirs.updated_at);
      expect(await conversations.get('chat_1')).toEqual(theirs);
      await expect(conversations.restore(theirs, 'another time')).rejects.toThrow(StorageError);
      await conversations.delete('chat_1');
      await conversations.restore(theirs);
      expect(await conversations.get('chat_1')).toEqual(theirs);
    });
  });
}
