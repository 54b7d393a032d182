import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Broker } from '../../broker/broker.ts';
import { StorageError } from '../../core/app-error.ts';
import type { CodeSandbox } from '../../core/ports/code-sandbox.ts';
import type { Storage } from '../../core/ports/stores.ts';
import type { Run } from '../../core/run.ts';
import { defaultSettings } from '../../core/settings.ts';
import type { FileChange } from '../../core/workspace.ts';
import { createRunService } from './create-run-service.ts';

const content = new TextEncoder().encode('a,b\n');

/** A sandbox whose code says that it wrote `data/a.csv` and ends when `end` resolves, and a log that notes what it is given. */
function service(end: Promise<void>, commit: () => Promise<unknown>) {
  const kept: Run[] = [];
  const checkpointed = Promise.withResolvers<void>();
  const changes: FileChange[] = [{ path: 'data/a.csv', content }];
  const sandbox = {
    runtimeName: () => 'none',
    async run(_request, { onEvent }) {
      onEvent({ type: 'file', path: 'data/a.csv', bytes: content.length });
      onEvent({ type: 'stdout', text: 'half\n' });
      await end;
      return { status: 'succeeded', result: null, error: null, changes, output_truncated: false, duration_ms: 1 };
    },
  } as Partial<CodeSandbox> as CodeSandbox;
  const note = (run: Run): Promise<void> => {
    kept.push(run);
    return Promise.resolve();
  };
  const checkpoint = (run: Run): Promise<void> => {
    checkpointed.resolve();
    return note(run);
  };
  const storage = {
    files: { snapshot: () => Promise.resolve([]), commit },
    runs: { begin: note, checkpoint, finish: note },
  } as unknown as Storage;
  const parts = { storage, sandbox, broker: {} as Broker, settings: () => defaultSettings, onProblem: () => undefined };
  return { runs: createRunService(parts), kept, checkpointed: checkpointed.promise };
}

const request = { language: 'python', code: '', params: {}, connection: 'sample', timeout_s: 30 } as const;

// Node has no `reportError`.
beforeEach(() => void vi.stubGlobal('reportError', console.error));
afterEach(() => void vi.unstubAllGlobals());

describe('the runtime of a run of SQL', () => {
  it.each([
    ['athena', 'athena engine 3'],
    ['sample', 'duckdb 1.4.3'],
  ])('on %s is %s', async (connection, runtime) => {
    const { runs } = service(Promise.resolve(), () => Promise.resolve([]));
    expect(await runs.execute({ ...request, language: 'sql', code: 'SELECT 1', connection }, {})).toMatchObject({
      runtime,
      connection,
    });
  });
});

describe('the files that the record of a run lists', () => {
  it('are none while it runs: should the tab die, none is kept', async () => {
    const end = Promise.withResolvers<void>();
    const written = { path: 'data/a.csv', bytes: 4, media_type: 'text/csv' };
    const { runs, kept, checkpointed } = service(end.promise, () => Promise.resolve([written]));
    const running = runs.execute(request, {});
    await checkpointed;
    expect(kept.at(-1)).toMatchObject({ status: 'running', stdout: 'half\n', files: [] });
    expect(await runs.get(kept.at(-1)?.run_id ?? '')).toMatchObject({ files: [written] });
    end.resolve();
    expect(await running).toMatchObject({ status: 'succeeded', files: [written] });
    expect(kept.at(-1)).toMatchObject({ status: 'succeeded', files: [written] });
  });

  it('are none where the workspace did not take them', async () => {
    const full = () => Promise.reject(new StorageError('The files of the run were not kept: the disk is full.'));
    const { runs, kept } = service(Promise.resolve(), full);
    expect(await runs.execute(request, {})).toMatchObject({ status: 'failed', files: [], error: { type: 'StorageError' } });
    expect(kept.at(-1)).toMatchObject({ status: 'failed', files: [] });
  });
});

describe('what the person is asked of files when a run has ended', () => {
  it('is no answer of what was written while they were asked: it stays, and the run tells it', async () => {
    const written: FileChange[][] = [];
    const there = ['data/a.csv'];
    const file = (path: string) => ({ path, bytes: 1, media_type: 'text/csv', modified_at: '2026-11-21T00:00:00Z' });
    const sandbox = {
      runtimeName: () => 'none',
      run: () => {
        const changes = ['data/a.csv', 'data/b.csv'].map((path) => ({ path, content }));
        return Promise.resolve({
          status: 'succeeded',
          result: null,
          error: null,
          changes,
          output_truncated: false,
          duration_ms: 1,
        });
      },
    } as Partial<CodeSandbox> as CodeSandbox;
    const storage = {
      files: {
        snapshot: () => Promise.resolve([]),
        list: () => Promise.resolve(there.map(file)),
        commit: (changes: FileChange[]) => {
          written.push(changes);
          return Promise.resolve(changes.map(({ path }) => file(path)));
        },
      },
      runs: { begin: () => Promise.resolve(), checkpoint: () => Promise.resolve(), finish: () => Promise.resolve() },
    } as unknown as Storage;
    const parts = { storage, sandbox, broker: {} as Broker, settings: () => defaultSettings, onProblem: () => undefined };
    const confirmChanges = () => {
      there.push('data/b.csv');
      return Promise.resolve(true);
    };
    const run = await createRunService(parts).execute(request, { confirmChanges });
    expect(written).toEqual([[{ path: 'data/a.csv', content }]]);
    expect(run.files.map(({ path }) => path)).toEqual(['data/a.csv']);
    expect(run.stderr).toContain('written there while the person was asked: changes to data/b.csv. What is there now stays.');
  });
});

describe('code that asks AWS', () => {
  it.each([
    [true, 2],
    [false, 0],
  ])('where the caller wants to be asked: once, and answered %s', async (answer, made) => {
    const aws = vi.fn(() => Promise.resolve({ json: '{}', blobs: [] }));
    const ask = { capability: 'aws', service: 'sts', operation: 'GetCallerIdentity', input_json: '{}' } as const;
    const resume = vi.fn();
    const sandbox = {
      runtimeName: () => 'none',
      async run(_request, { onRequest }) {
        const context = { signal: new AbortController().signal, pauseClock: () => resume };
        const result = [await onRequest(ask, context), await onRequest(ask, context)].map(({ ok }) => ok);
        return { status: 'succeeded', result, error: null, changes: [], output_truncated: false, duration_ms: 1 };
      },
    } as Partial<CodeSandbox> as CodeSandbox;
    const storage = {
      files: { snapshot: () => Promise.resolve([]) },
      runs: { begin: () => Promise.resolve(), checkpoint: () => Promise.resolve(), finish: () => Promise.resolve() },
    } as unknown as Storage;
    const broker = { aws } as Partial<Broker> as Broker;
    const runs = createRunService({ storage, sandbox, broker, settings: () => defaultSettings, onProblem: () => undefined });
    const confirmAws = vi.fn(() => Promise.resolve(answer));
    expect(await runs.execute(request, { confirmAws })).toMatchObject({ result: [answer, answer] });
    expect(confirmAws).toHaveBeenCalledOnce();
    expect(aws).toHaveBeenCalledTimes(made);
    expect(resume).toHaveBeenCalledTimes(2);
  });
});
