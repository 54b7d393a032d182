import { describe, expect, test } from 'vitest';
import { brokenRuntime, muteRuntime, scriptedRuntime, type Step } from '../../test/harness/scripted-runtime.ts';
import { answering, runIn, type RunOptions } from '../../test/harness/sandbox-runs.ts';
import type { CapabilityAnswer, SandboxEvent } from '../core/ports/code-sandbox.ts';
import { createSandbox } from './create-sandbox.ts';

const sandbox = createSandbox({ runtimes: [scriptedRuntime] });
const run = (steps: Step[], options?: RunOptions) => runIn(sandbox, JSON.stringify(steps), options);
const frames = () => document.querySelectorAll('iframe[sandbox]').length;

const TABLE = { kind: 'table', columns: [{ name: 'a', type: 'BIGINT' }], rows: [[1]], row_count: 1, truncated: false };
const rows = (count: number): CapabilityAnswer => ({
  ok: true,
  columns: [{ name: 'n', type: 'BIGINT' }],
  chunks: [],
  row_count: count,
});

describe('a run', () => {
  test('says what it prints, in order, and gives its result', async () => {
    const { outcome, stdout, stderr, events } = await run([
      { do: 'print', text: 'one\n' },
      { do: 'print', text: 'oops\n', to: 'stderr' },
      { do: 'print', text: 'two\n' },
      { do: 'result', json: '{"__proto__":{"polluted":true},"a":[1,2]}' },
    ]);
    expect(outcome).toMatchObject({ status: 'succeeded', error: null, output_truncated: false });
    expect(stdout).toBe('one\ntwo\n');
    expect(stderr).toBe('oops\n');
    expect(events.map((event) => event.type)).toEqual(['started', 'stdout', 'stderr', 'stdout']);
    expect(JSON.stringify(outcome.result)).toBe('{"__proto__":{"polluted":true},"a":[1,2]}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('streams: what is printed is heard while the code goes on', async () => {
    const stop = new AbortController();
    const heard: string[] = [];
    const onEvent = (event: SandboxEvent): void => {
      if (event.type === 'stdout') heard.push(event.text);
      if (heard.join('').endsWith('last\n')) stop.abort();
    };
    const steps: Step[] = [
      { do: 'print', text: 'line\n', times: 150 },
      { do: 'print', text: 'last\n' },
      { do: 'sleep', ms: 20_000 },
    ];
    const { outcome, stdout } = await run(steps, { signal: stop.signal, onEvent });
    expect(outcome.status).toBe('cancelled');
    expect(stdout).toBe(`${'line\n'.repeat(150)}last\n`);
  });

  test('shows displays and writes files', async () => {
    const { outcome, events } = await run(
      [
        { do: 'display', display: TABLE },
        { do: 'write', path: './data//a.bin', bytes: 3 },
        { do: 'write', path: 'data/gone.bin', bytes: 3 },
        { do: 'write', path: 'data/gone.bin', bytes: null },
        { do: 'write', path: 'data/old.csv', bytes: null },
      ],
      { files: [{ path: 'data/old.csv', content: new Blob(['a,b']) }] },
    );
    expect(events.find((event) => event.type === 'display')).toEqual({ type: 'display', display: TABLE });
    expect(outcome.changes).toEqual([
      { path: 'data/a.bin', content: new Uint8Array([97, 97, 97]) },
      { path: 'data/old.csv', content: null },
    ]);
  });

  test('gets its parameters as they were given', async () => {
    const params = { 'naïve 💸': [1, null, { deep: 'text' }], ['__proto__']: 'own' };
    const { outcome } = await run([{ do: 'params' }], { params });
    expect(outcome.result).toEqual(params);
  });

  test('is answered when it asks, and a refusal reaches it', async () => {
    const asked: string[] = [];
    const { outcome } = await run([{ do: 'query', sql: 'SELECT 1' }], {
      onRequest: answering(({ sql }) => {
        asked.push(sql);
        return Promise.resolve(rows(7));
      }),
    });
    expect(asked).toEqual(['SELECT 1']);
    expect(outcome.result).toEqual({ rows: 7, columns: [{ name: 'n', type: 'BIGINT' }] });
    const refused = await run([{ do: 'query', sql: 'DROP TABLE x' }]);
    expect(refused.outcome.error?.message).toContain('this test answers no query');
  });

  test('whose runtime breaks says so', async () => {
    const { outcome } = await run([{ do: 'throw', message: 'inside' }]);
    expect(outcome).toMatchObject({ status: 'failed', error: { type: 'RuntimeFault' } });
    expect(outcome.error?.message).toContain('inside');
  });

  test('leaves no frame of its own behind', async () => {
    await run([]);
    await sandbox.warm('javascript');
    await expect.poll(frames).toBe(1);
  });
});

describe('a run that is stopped', () => {
  test('keeps what it printed, while it spins', async () => {
    const stop = new AbortController();
    const onEvent = (event: SandboxEvent): void => {
      if (event.type === 'stdout') stop.abort();
    };
    const { outcome, stdout } = await run([{ do: 'print', text: 'kept' }, { do: 'spin' }], { signal: stop.signal, onEvent });
    expect(outcome).toMatchObject({ status: 'cancelled', error: null });
    expect(stdout).toBe('kept');
  });

  test('before it began runs nothing', async () => {
    const { outcome, events } = await run([{ do: 'print', text: 'no' }], { signal: AbortSignal.abort() });
    expect(outcome.status).toBe('cancelled');
    expect(events).toEqual([]);
  });

  test('while its language loads gives the worker to the next', async () => {
    const fresh = createSandbox({ runtimes: [scriptedRuntime] });
    const stop = new AbortController();
    const first = runIn(fresh, '[]', { signal: stop.signal });
    stop.abort();
    expect((await first).outcome.status).toBe('cancelled');
    const second = await runIn(fresh, '[{"do":"print","text":"fine"}]');
    expect(second.stdout).toBe('fine');
  });

  test('withdraws what it has asked for', async () => {
    const stop = new AbortController();
    let withdrawn = false;
    const { outcome } = await run([{ do: 'query', sql: 'SELECT slow' }], {
      signal: stop.signal,
      onRequest: (_, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            withdrawn = true;
            resolve(rows(0));
          });
          stop.abort();
        }),
    });
    expect(outcome.status).toBe('cancelled');
    expect(withdrawn).toBe(true);
  });
});

describe('the time limit', () => {
  test('ends what never stops by itself, and names itself', async () => {
    const { outcome, stdout } = await run([{ do: 'print', text: 'kept' }, { do: 'spin' }], { limits: { timeout_s: 1 } });
    expect(outcome).toMatchObject({ status: 'timed_out', error: { type: 'TimeLimitError' } });
    expect(outcome.error?.message).toContain('1 s');
    expect(stdout).toBe('kept');
  });

  test('lets the interpreter say where the code was', async () => {
    const { outcome } = await run([{ do: 'spin', soft: true }], { limits: { timeout_s: 1 } });
    expect(outcome).toMatchObject({ status: 'timed_out', error: { type: 'TimeLimitError', line: 3 } });
  });

  test('does not count what pauses it, in the page or in the worker', async () => {
    const onRequest: RunOptions['onRequest'] = async (_, { pauseClock }) => {
      const [first, second] = [pauseClock(), pauseClock()];
      await new Promise((resolve) => setTimeout(resolve, 4000));
      first();
      first();
      second();
      return rows(1);
    };
    const { outcome } = await run([{ do: 'query', sql: 'SELECT 1' }], { limits: { timeout_s: 3 }, onRequest });
    expect(outcome.status).toBe('succeeded');
    expect(outcome.duration_ms).toBeLessThan(3000);
  });

  test('counts waiting for an answer', async () => {
    const onRequest: RunOptions['onRequest'] = () => new Promise(() => undefined);
    const { outcome } = await run([{ do: 'query', sql: 'SELECT 1' }], { limits: { timeout_s: 1 }, onRequest });
    expect(outcome.status).toBe('timed_out');
  });
});

describe('limits', () => {
  test('output past its cap is cut with a note, between code points, and the run goes on', async () => {
    const { outcome, stdout, stderr } = await run(
      [
        { do: 'print', text: '💸', times: 300 },
        { do: 'print', text: 'fits', to: 'stderr' },
        { do: 'result', json: '"went on"' },
      ],
      { limits: { output_bytes: 1026 } },
    );
    expect(outcome).toMatchObject({ status: 'succeeded', result: 'went on', output_truncated: true });
    expect(stdout).toBe(`${'💸'.repeat(256)}\n[output cut at 1 KB]\n`);
    expect(stderr).toBe('fits');
  });

  test.each<[string, Step[], RunOptions['limits'], string]>([
    [
      'a flood of prints',
      [{ do: 'print', text: 'x'.repeat(1024), times: 2000 }],
      { flood_bytes: 1024 * 1024 },
      'printed more than 1 MB',
    ],
    ['displays', Array.from({ length: 4 }, () => ({ do: 'display', display: TABLE })), { displays: 3 }, 'more than 3 displays'],
    [
      'bytes of displays',
      [{ do: 'display', display: { kind: 'markdown', text: 'x'.repeat(2000) } }],
      { display_bytes: 1024 },
      '1 KB',
    ],
    ['files', [1, 2, 3].map((index) => ({ do: 'write', path: `${index}`, bytes: 1 })), { files: 2 }, 'more than 2 files'],
    ['bytes of files', [{ do: 'write', path: 'a', bytes: 2000 }], { file_bytes: 1024 }, '1 KB'],
    ['bytes of the result', [{ do: 'result', json: JSON.stringify('x'.repeat(2000)) }], { result_bytes: 1024 }, '1 KB'],
    ['depth of the result', [{ do: 'result', json: `${'['.repeat(201)}${']'.repeat(201)}` }], {}, '200 levels'],
  ])('%s end the run, naming the limit', async (_, steps, limits, named) => {
    const { outcome } = await run([...steps, { do: 'print', text: 'went on' }], limits === undefined ? {} : { limits });
    expect(outcome).toMatchObject({ status: 'limit_exceeded', result: null, error: { type: 'LimitExceededError' } });
    expect(outcome.error?.message).toContain(named);
  });

  test('a file that is written again counts once, a deleted one not at all', async () => {
    const again = Array.from({ length: 10 }, (): Step => ({ do: 'write', path: 'a', bytes: 600 }));
    const { outcome } = await run(
      [
        ...again,
        { do: 'write', path: 'a', bytes: null },
        { do: 'write', path: 'b', bytes: 600 },
        { do: 'write', path: 'c', bytes: 1 },
      ],
      { limits: { files: 2, file_bytes: 1024 } },
    );
    expect(outcome.status).toBe('succeeded');
    expect(outcome.changes.map((change) => change.path)).toEqual(['b', 'c']);
  });
});

describe('workers', () => {
  test('each run has its own, at the same time too', async () => {
    const texts = ['a', 'b', 'c', 'd'];
    const runs = await Promise.all(
      texts.map((text) =>
        run([
          { do: 'print', text },
          { do: 'sleep', ms: 20 },
        ]),
      ),
    );
    expect(runs.map(({ stdout }) => stdout)).toEqual(texts);
  });

  test('no more than allowed run at a time, and a waiting run can be stopped', async () => {
    const narrow = createSandbox({ runtimes: [scriptedRuntime], max_runs: 1 });
    const stop = new AbortController();
    const slow = runIn(narrow, '[{"do":"sleep","ms":100},{"do":"print","text":"first"}]');
    const stopped = runIn(narrow, '[]', { signal: stop.signal });
    const last = runIn(narrow, '[{"do":"print","text":"last"}]');
    stop.abort();
    expect((await stopped).outcome.status).toBe('cancelled');
    expect((await slow).stdout).toBe('first');
    expect((await last).stdout).toBe('last');
  });

  test('a spare with another memory limit is not used', async () => {
    await sandbox.warm('javascript');
    const { outcome } = await run([], { limits: { javascript_memory_bytes: 32 * 1024 * 1024 } });
    expect(outcome.status).toBe('succeeded');
  });

  test('a script that breaks while it loads is an error that says so', async () => {
    const broken = createSandbox({ runtimes: [brokenRuntime] });
    await expect(runIn(broken, '[]')).rejects.toMatchObject({
      name: 'RuntimeLoadError',
      message: expect.stringContaining('this worker breaks while it loads') as string,
    });
  });

  test('one that never gets ready is given up', async () => {
    const mute = createSandbox({ runtimes: [muteRuntime], boot_limit_ms: 200 });
    await expect(runIn(mute, '[]')).rejects.toThrow('not ready within 0.2 s');
  });

  test('a file that the host does not have is an error that names it, and the next run tries again', async () => {
    const url = URL.createObjectURL(new Blob(['gone']));
    URL.revokeObjectURL(url);
    const asset = { name: 'interpreter', url, bytes: 4 };
    const missing = createSandbox({ runtimes: [{ ...scriptedRuntime, assets: [asset] }] });
    await expect(runIn(missing, '[]')).rejects.toThrow('"interpreter" did not arrive');
    await expect(missing.warm('javascript')).rejects.toThrow('"interpreter" did not arrive');
  });

  test('bytes are told while they come', async () => {
    const url = URL.createObjectURL(new Blob(['x'.repeat(5000)]));
    const loading = createSandbox({ runtimes: [{ ...scriptedRuntime, assets: [{ name: 'a', url, bytes: 5000 }] }] });
    const { events } = await runIn(loading, '[]');
    const told = events.filter((event) => event.type === 'loading').map((event) => event.progress);
    expect(told.at(-1)).toEqual({ done: 5000, total: 5000, text: 'Loading Script' });
    expect((await runIn(loading, '[]')).events.some((event) => event.type === 'loading')).toBe(false);
  });
});
