import '../../src/core/configure-zod.ts';
import type { CodeSandbox } from '../../src/core/ports/code-sandbox.ts';
import { startBlobWorker } from '../../src/adapters/blob-worker.ts';
import { createSandbox } from '../../src/sandbox/create-sandbox.ts';
import type { RuntimeDescriptor } from '../../workers/kit/runtime-descriptor.ts';
import { javascriptRuntime } from '../../workers/javascript/runtime.ts';
import { pythonRuntime } from '../../workers/python/runtime.ts';
import { runBare, type BareOutcome } from './bare-run.ts';
import analysisWorkerUrl from '../../workers/analysis/worker.ts?iife';
import editorWorkerUrl from '../../src/ui/components/code-editor/editor-worker.ts?iife';
import openPythonUrl from './open-python-worker.ts?iife';
import { rawRuntime } from './raw-runtime.ts';
import { runIn, type Recorded, type RunOptions } from './sandbox-runs.ts';

const runtimes = {
  raw: rawRuntime,
  javascript: javascriptRuntime,
  python: { ...pythonRuntime, workerUrl: openPythonUrl },
} satisfies Record<string, RuntimeDescriptor>;

type RuntimeName = keyof typeof runtimes;

const sandboxes = {
  raw: createSandbox({ runtimes: [runtimes.raw] }),
  javascript: createSandbox({ runtimes: [runtimes.javascript] }),
  python: createSandbox({ runtimes: [runtimes.python] }),
} satisfies Record<RuntimeName, CodeSandbox>;

const harness = {
  /** In the sandbox, as the app runs code. */
  sealed: (runtime: RuntimeName, code: string, options: RunOptions = {}): Promise<Recorded> =>
    runIn(sandboxes[runtime], code, { ...options, language: runtimes[runtime].language }),
  /** In an ordinary worker of this origin. Only on a page without a policy. */
  bare: (runtime: RuntimeName, code: string, params?: RunOptions['params']): Promise<BareOutcome> =>
    runBare(runtimes[runtime], code, params),
  /** SQL to the app's engine, below the reader of statements. */
  engine: async (sql: string): Promise<string> => (await import('./engine-attacks.ts')).askEngine(sql),
  /** SQL to an engine without locks of its own. */
  unlockedEngine: async (sealed: boolean, sql: string): Promise<string> =>
    (await import('./engine-attacks.ts')).askUnlockedEngine(sealed, sql),
  /** Starts the editor's worker, and no editor. */
  startEditorWorker: async (): Promise<void> => void (await startBlobWorker(editorWorkerUrl, 'editor')),
  /** Starts the worker that reads code, and gives it none. */
  startAnalysisWorker: async (): Promise<void> => void (await startBlobWorker(analysisWorkerUrl, 'analysis')),
  dropped: (): number => Object.values(sandboxes).reduce((sum, sandbox) => sum + sandbox.dropped, 0),
};

export type Harness = typeof harness;

declare global {
  interface Window {
    harness: Harness;
  }
}

window.harness = harness;

/** Fills a heap until the browser ends its process, and says to the page's own host how the run ended, and how the next one. */
async function burst(): Promise<void> {
  const tell = (text: string): Promise<unknown> => fetch(`?told=${encodeURIComponent(text)}`);
  try {
    const { outcome } = await harness.sealed('raw', 'grow the heap', { limits: { timeout_s: 120 } });
    await tell(`burst: ${outcome.status}`);
    const next = await harness.sealed('raw', 'early');
    await tell(`next: ${next.outcome.status}`);
  } catch (error) {
    await tell(String(error));
  }
}

// For a browser that nothing but this page's address is given to.
if (location.hash === '#burst') void burst();
