import { describe, expect, test } from 'vitest';
import { rawRuntime } from '../../test/harness/raw-runtime.ts';
import { runIn, type RunOptions } from '../../test/harness/sandbox-runs.ts';
import { createSandbox } from './create-sandbox.ts';

const sandbox = createSandbox({ runtimes: [rawRuntime] });
const attack = (name: string, options?: RunOptions) => runIn(sandbox, name, options);

describe('a worker that speaks on its port without our kit', () => {
  test('malformed messages are dropped and counted, and change nothing', async () => {
    const before = sandbox.dropped;
    const { outcome, events } = await attack('malformed');
    expect(outcome.status).toBe('succeeded');
    expect(sandbox.dropped - before).toBe(outcome.result);
    expect(events.map((event) => event.type)).toEqual(['started']);
    expect(outcome.changes).toEqual([]);
  });

  test('repeated messages are dropped, and nothing is heard after the end', async () => {
    const before = sandbox.dropped;
    const { outcome, events } = await attack('repeated');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(outcome.status).toBe('succeeded');
    expect(sandbox.dropped - before).toBe(4);
    expect(events.map((event) => event.type)).toEqual(['started']);
  });

  test('what is said before the start is dropped', async () => {
    const { outcome, stdout } = await attack('early');
    expect(stdout).toBe('');
    expect(outcome.changes).toEqual([]);
  });

  test.each([
    ['small message flood', 'messages'],
    ['malformed flood', 'messages'],
    ['oversized messages', 'messages'],
    ['text flood', 'output'],
    ['file flood', 'files'],
    ['file bytes', '100 MB'],
    ['display flood', 'displays'],
    ['display bytes', '10 MB'],
    ['request flood', 'queries'],
    ['large requests', '64 MB'],
    ['deep result', '200 levels'],
    ['large result', '5 MB'],
  ])('%s ends the run, naming the limit', async (name, limit) => {
    const onRequest = (): Promise<never> => new Promise(() => undefined);
    const { outcome } = await attack(name, { onRequest });
    expect(outcome.status).toBe('limit_exceeded');
    expect(outcome.error?.message).toMatch(limit);
    expect(outcome.result).toBeNull();
  });

  test('a result that is no JSON fails the run', async () => {
    const { outcome } = await attack('result that is no JSON');
    expect(outcome).toMatchObject({ status: 'failed', result: null, error: { type: 'ResultError' } });
  });

  test.each(['close the port', 'close itself'])('"%s" helps nobody: the run ends by its time limit', async (name) => {
    const { outcome } = await attack(name, { limits: { timeout_s: 1 } });
    expect(outcome.status).toBe('timed_out');
  });

  test('workers that it started end with it', async () => {
    const { outcome } = await attack('nested worker', { limits: { timeout_s: 1 } });
    expect(outcome.status).toBe('timed_out');
    expect(document.querySelectorAll('iframe[sandbox]').length).toBeLessThanOrEqual(1);
  });

  test.each(['never started', 'packages over and over'])(
    'one that never says that it started is stopped all the same: %s',
    async (name) => {
      const { outcome } = await attack(name, { limits: { timeout_s: 1 } });
      expect(outcome).toMatchObject({ status: 'timed_out', error: { type: 'TimeLimitError' } });
    },
  );

  test('one that always has the clock stand still for something is stopped all the same', async () => {
    const onRequest: RunOptions['onRequest'] = async (_, { pauseClock }) => {
      const resume = pauseClock();
      await new Promise((resolve) => setTimeout(resolve, 20));
      resume();
      return { ok: true, columns: [], chunks: [], row_count: 0 };
    };
    const { outcome } = await attack('questions over and over', { onRequest, limits: { timeout_s: 1 } });
    expect(outcome).toMatchObject({ status: 'timed_out', error: { type: 'TimeLimitError' } });
  });
});
