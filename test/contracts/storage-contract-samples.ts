import type { SaveWorkflow, Storage } from '../../src/core/ports/stores.ts';
import type { Run } from '../../src/core/run.ts';

/** Makes an empty storage; the suite closes it. */
export type MakeStorage = () => Promise<Storage>;

export const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export function sampleWorkflow(over: Partial<SaveWorkflow> = {}): SaveWorkflow {
  return { name: 'Cost by team', language: 'python', code: 'result = 1', ...over };
}

export function sampleRun(over: Partial<Run> = {}): Run {
  return {
    run_id: 'run_1',
    language: 'python',
    runtime: 'pyodide 0.29.5',
    connection: 'sample',
    code: 'print(1)',
    params: { month: '2026-10' },
    status: 'running',
    stdout: '',
    stderr: '',
    output_truncated: false,
    result: null,
    displays: [],
    files: [],
    error: null,
    started_at: '2026-11-20T10:00:00.000Z',
    duration_ms: 0,
    calls: [],
    ...over,
  };
}

/** An array in an array in an array … */
export function nested(depth: number): Run['result'] {
  let value: Run['result'] = 'core';
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}
