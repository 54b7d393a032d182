import { describe, expect, it } from 'vitest';
import { NotFoundError, StorageError } from '../../src/core/app-error.ts';
import type { Storage } from '../../src/core/ports/stores.ts';
import type { Run } from '../../src/core/run.ts';
import { nested, sampleRun } from './storage-contract-samples.ts';

const done = (over: Partial<Run> = {}): Run => sampleRun({ status: 'succeeded', ...over });
const minute = (count: number): string => new Date(Date.UTC(2026, 10, 20, 10, count)).toISOString();

export function runContract(storage: () => Storage): void {
  describe('runs', () => {
    it('keeps a whole run exactly', async () => {
      const { runs } = storage();
      const run = done({
        workflow_id: 'wf_1',
        workflow_version: 3,
        title: 'Report',
        received: true,
        stdout: 'a\u0000b \ud800 half',
        stderr: 'ü'.repeat(200_000),
        output_truncated: true,
        code: `# ${'\udc00x'.repeat(50_000)}`,
        result: JSON.parse('{"__proto__": {"a": 1}, "rows": [1, "2.50", null]}') as Run['result'],
        displays: [
          { kind: 'markdown', text: '# hi', title: 'Summary' },
          {
            kind: 'table',
            columns: [{ name: 'a', type: 'DECIMAL(18,2)' }],
            rows: [['1.50'], [null]],
            row_count: 9,
            truncated: true,
          },
          { kind: 'json', value: { text: 'z\ud800'.repeat(40_000) } },
        ],
        files: [{ path: 'data/a.csv', bytes: 12, media_type: 'text/csv' }],
        error: { type: 'ValueError', message: 'no', line: 3, traceback: 'line 3' },
        duration_ms: 12.5,
        time_to_first_output_ms: 3,
        peak_memory_bytes: 1000,
        calls: [{ service: 'query', operation: 'select', status: 'succeeded', duration_ms: 3, bytes_scanned: 10 }],
      });
      await runs.finish(run);
      expect(await runs.get('run_1')).toEqual(run);
      const { stdout: _stdout, stderr: _stderr, result: _result, displays: _displays, code: _code, ...summary } = run;
      expect(await runs.list({ limit: 10 })).toEqual([summary]);
    });

    it('keeps long tables and long results exactly, also where a checkpoint came first', async () => {
      const { runs } = storage();
      const rows = Array.from({ length: 5001 }, (_, at) => [at, `],[ ${at}`, null]);
      const columns = ['n', 'text', 'none'].map((name) => ({ name, type: 'VARCHAR' }));
      const run = sampleRun({ displays: [{ kind: 'table', title: 'Long', columns, rows, row_count: 5001, truncated: false }] });
      await runs.begin(run);
      await runs.checkpoint(run);
      const ended: Run = { ...run, status: 'succeeded', result: rows.map(([n]) => ({ n: n ?? null })) };
      await runs.finish(ended);
      expect(await runs.get('run_1')).toEqual(ended);
    });

    it('keeps values that nest deep', async () => {
      const { runs } = storage();
      const deep = nested(2000);
      await runs.finish(done({ result: deep, params: { deep }, displays: [{ kind: 'json', value: deep }] }));
      const back = await runs.get('run_1');
      expect(JSON.stringify(back?.result)).toBe(JSON.stringify(deep));
      expect(JSON.stringify(back?.params)).toBe(JSON.stringify({ deep }));
    });

    it('says which run it cannot write down', async () => {
      const { runs } = storage();
      const cycle: Run['result'][] = [];
      cycle.push(cycle);
      await expect(runs.finish(done({ result: cycle }))).rejects.toThrow(StorageError);
      await expect(runs.finish(done({ result: cycle }))).rejects.toThrow(/run_1 was not kept/u);
      expect(await runs.get('run_1')).toBeUndefined();
    });

    it('writes what it was called with, in order, though nobody waits', async () => {
      const { runs } = storage();
      const play = async (run_id: string): Promise<void> => {
        const run = sampleRun({ run_id });
        const writes = [runs.begin(run)];
        for (let at = 1; at <= 5; at += 1) {
          run.stdout += `${at}\n`;
          writes.push(runs.checkpoint(run));
        }
        run.stdout += 'end\n';
        run.status = 'failed';
        const finished = runs.finish(run);
        run.stdout = 'changed after';
        await finished;
        expect(await runs.get(run_id)).toMatchObject({ status: 'failed', stdout: '1\n2\n3\n4\n5\nend\n' });
        await Promise.all(writes);
        expect(await runs.get(run_id)).toMatchObject({ status: 'failed', stdout: '1\n2\n3\n4\n5\nend\n' });
      };
      await Promise.all(Array.from({ length: 20 }, (_, at) => play(`run_${at}`)));
    });

    it('shows what a running one has said so far, and does not turn an ended one back', async () => {
      const { runs } = storage();
      await runs.begin(sampleRun());
      await runs.checkpoint(sampleRun({ stdout: 'so far' }));
      expect(await runs.get('run_1')).toMatchObject({ status: 'running', stdout: 'so far' });
      await runs.finish(done({ stdout: 'all' }));
      await runs.checkpoint(sampleRun({ stdout: 'late' }));
      expect(await runs.get('run_1')).toMatchObject({ status: 'succeeded', stdout: 'all' });
      expect(await runs.get('nothing')).toBeUndefined();
    });

    it('lists newest first, by workflow, by status and by both', async () => {
      const { runs } = storage();
      for (let at = 0; at < 12; at += 1) {
        const status = at % 2 === 0 ? 'succeeded' : 'failed';
        await runs.finish(
          done({ run_id: `run_${at}`, started_at: minute(at), status, ...(at % 3 === 0 ? { workflow_id: 'wf_1' } : {}) }),
        );
      }
      const ids = async (query: Partial<Parameters<typeof runs.list>[0]>): Promise<number[]> =>
        (await runs.list({ limit: 100, ...query })).map(({ run_id }) => Number(run_id.slice(4)));
      expect(await ids({})).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
      expect(await ids({ limit: 3 })).toEqual([11, 10, 9]);
      expect(await ids({ limit: 0 })).toEqual([]);
      expect(await ids({ workflow_id: 'wf_1' })).toEqual([9, 6, 3, 0]);
      expect(await ids({ status: 'failed', limit: 2 })).toEqual([11, 9]);
      expect(await ids({ status: 'failed', workflow_id: 'wf_1' })).toEqual([9, 3]);
      expect(await ids({ status: 'failed', workflow_id: 'wf_1', before: 'run_9' })).toEqual([3]);
      expect(await ids({ before: 'run_3' })).toEqual([2, 1, 0]);
      expect(await ids({ before: minute(3) })).toEqual([2, 1, 0]);
      expect(await ids({ before: '2026-11-20T11:03:00+01:00', workflow_id: 'wf_1' })).toEqual([0]);
      expect(await ids({ workflow_id: 'wf_2' })).toEqual([]);
      await expect(ids({ before: 'run_99' })).rejects.toThrow(NotFoundError);
      await expect(ids({ before: '3' })).rejects.toThrow(/run_id, or a time/u);
    });

    it('finds the few of a status among many runs of a workflow', async () => {
      const { runs } = storage();
      const of = (at: number): Run => {
        const status = at % 150 === 3 ? 'timed_out' : 'succeeded';
        return done({ run_id: `run_${at}`, started_at: minute(at), workflow_id: 'wf_1', status });
      };
      await Promise.all(Array.from({ length: 450 }, (_, at) => runs.finish(of(at))));
      const ids = async (limit: number): Promise<string[]> =>
        (await runs.list({ workflow_id: 'wf_1', status: 'timed_out', limit })).map(({ run_id }) => run_id);
      expect(await ids(10)).toEqual(['run_303', 'run_153', 'run_3']);
      expect(await ids(2)).toEqual(['run_303', 'run_153']);
    });

    it('pages through runs of one moment without losing or repeating any', async () => {
      const { runs } = storage();
      for (const at of [3, 0, 4, 1, 2]) await runs.finish(done({ run_id: `run_${at}`, started_at: minute(0) }));
      const seen: string[] = [];
      for (let before: string | undefined; seen.length < 10; before = seen.at(-1)) {
        const page = await runs.list({ limit: 2, ...(before === undefined ? {} : { before }) });
        if (page.length === 0) break;
        seen.push(...page.map(({ run_id }) => run_id));
      }
      expect(seen).toEqual(['run_4', 'run_3', 'run_2', 'run_1', 'run_0']);
    });

    it('prunes by number and by age, and neither what runs nor what is saved', async () => {
      const { runs, workflows, files } = storage();
      const day = (age: number): string => new Date(Date.now() - age * 86_400_000).toISOString();
      const { id } = await workflows.save({ name: 'kept', language: 'sql', code: 'SELECT 1' });
      await files.write('data/kept.csv', new Uint8Array([1]), 'run_90');
      for (const age of [1, 2, 3, 40, 90]) {
        await runs.finish(done({ run_id: `run_${age}`, started_at: day(age), workflow_id: id }));
      }
      await runs.begin(sampleRun({ run_id: 'run_old', started_at: day(400) }));
      const left = async (): Promise<string[]> => (await runs.list({ limit: 100 })).map(({ run_id }) => run_id);
      expect(await runs.prune({ max_runs: 100, max_age_days: 60 })).toBe(1);
      expect(await left()).toEqual(['run_1', 'run_2', 'run_3', 'run_40', 'run_old']);
      expect(await runs.prune({ max_runs: 2, max_age_days: 60 })).toBe(2);
      expect(await left()).toEqual(['run_1', 'run_2', 'run_old']);
      expect(await runs.prune({ max_runs: 2, max_age_days: 60 })).toBe(0);
      expect(await runs.get('run_3')).toBeUndefined();
      expect(await workflows.version(id)).toMatchObject({ code: 'SELECT 1' });
      expect(await files.list()).toHaveLength(1);
    });

    it('deletes an ended run, and refuses a running one', async () => {
      const { runs } = storage();
      await runs.begin(sampleRun());
      await expect(runs.delete('run_1')).rejects.toThrow(/running. Stop it first/u);
      await runs.finish(done());
      expect(await runs.delete('run_1')).toBe(true);
      expect(await runs.delete('run_1')).toBe(false);
      expect(await runs.get('run_1')).toBeUndefined();
      expect(await runs.list({ limit: 10 })).toEqual([]);
    });

    it('leaves the running runs of open tabs alone', async () => {
      const { runs } = storage();
      await runs.begin(sampleRun());
      expect(await runs.markInterrupted()).toBe(0);
      expect(await runs.get('run_1')).toMatchObject({ status: 'running' });
    });
  });
}
