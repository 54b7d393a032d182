import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sampleRun } from '../../../../test/contracts/storage-contract-samples.ts';
import { NotFoundError } from '../../../core/app-error.ts';
import type { Run } from '../../../core/run.ts';
import type { AppServices } from '../../app-services.ts';
import { runAgain } from './run-actions.ts';

beforeEach(() => void vi.stubGlobal('location', { hash: '' }));
afterEach(() => void vi.unstubAllGlobals());

const code = 'print("shown")';
const shown: Run = sampleRun({
  run_id: 'run_old',
  status: 'succeeded',
  title: 'Report',
  code,
  workflow_id: 'wf_1',
  workflow_version: 2,
});

/** What is asked of the tools to run it again, where the workflow's version is `kept`. */
async function askedOf(kept: { code: string; language: string } | undefined, run: Run = shown) {
  const asked: { name: string; input: unknown }[] = [];
  const again = sampleRun({ run_id: 'run_new', status: 'succeeded' });
  const callTool = (name: string, input: { execute?: boolean }) => {
    asked.push({ name, input });
    if (name === 'execute_code') return Promise.resolve(again);
    if (kept === undefined) return Promise.reject(new NotFoundError('it is deleted'));
    return Promise.resolve({ ...kept, ...(input.execute === true ? { run: again } : {}) });
  };
  await runAgain({ callTool } as Partial<AppServices> as AppServices, run);
  expect(location.hash).toBe('#/runs/run_new');
  return asked;
}

const loads = { name: 'load_workflow', input: { id: 'wf_1', version: 2 } };
const common = { params: shown.params, connection: 'sample' };
const runsShown = { name: 'execute_code', input: { language: 'python', code, title: 'Report', ...common } };

it('runs a workflow again as its own run, where it holds what is shown', async () => {
  const executes = { name: 'load_workflow', input: { id: 'wf_1', version: 2, execute: true, ...common } };
  expect(await askedOf({ code, language: 'python' })).toEqual([loads, executes]);
});

it.each([
  ['other code', { code: 'print("other")', language: 'python' }],
  ['another language', { code, language: 'javascript' }],
  ['nothing, as it was deleted', undefined],
])('runs what is shown where the workflow that the record names holds %s', async (_what, kept) => {
  expect(await askedOf(kept)).toEqual([loads, runsShown]);
});

it('runs code that is of no workflow as it is shown', async () => {
  const { workflow_id: _id, workflow_version: _version, ...run } = shown;
  expect(await askedOf(undefined, run)).toEqual([runsShown]);
});
