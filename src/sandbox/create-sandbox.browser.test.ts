import { expect, test } from 'vitest';
import { scriptedRuntime, type Step } from '../../test/harness/scripted-runtime.ts';
import { runIn, type RunOptions } from '../../test/harness/sandbox-runs.ts';
import { createSandbox } from './create-sandbox.ts';

const sandbox = createSandbox({ runtimes: [scriptedRuntime] });
const run = (steps: Step[], options?: RunOptions) => runIn(sandbox, JSON.stringify(steps), options);

test('a run says what it prints, in order, and gives its result', async () => {
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
