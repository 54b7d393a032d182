import { createSandbox } from '../../src/sandbox/create-sandbox.ts';
import type { RuntimeDescriptor } from '../../workers/kit/runtime-descriptor.ts';
import { pythonRuntime } from '../../workers/python/runtime.ts';
import { runBare, type BareOutcome } from './bare-run.ts';
import openPythonUrl from './open-python-worker.ts?iife';
import { rawRuntime } from './raw-runtime.ts';
import { runIn, type Recorded, type RunOptions } from './sandbox-runs.ts';

const runtimes = { raw: rawRuntime, python: { ...pythonRuntime, workerUrl: openPythonUrl } } satisfies Record<
  string,
  RuntimeDescriptor
>;

const sandbox = createSandbox({ runtimes: Object.values(runtimes) });

const harness = {
  /** In the sandbox, as the app runs code. */
  sealed: (runtime: keyof typeof runtimes, code: string, options: RunOptions = {}): Promise<Recorded> =>
    runIn(sandbox, code, { ...options, language: runtimes[runtime].language }),
  /** In an ordinary worker of this origin. Only on a page without a policy. */
  bare: (runtime: keyof typeof runtimes, code: string, params?: RunOptions['params']): Promise<BareOutcome> =>
    runBare(runtimes[runtime], code, params),
  dropped: (): number => sandbox.dropped,
};

export type Harness = typeof harness;

declare global {
  interface Window {
    harness: Harness;
  }
}

window.harness = harness;
