import { expect } from 'vitest';
import type { Contract } from '../contract.ts';
import type { Recorded } from '../../../harness/sandbox-runs.ts';

const limits = { timeout_s: 1 };
const timedOut = { status: 'timed_out', result: null } as const;

export const limitContracts = {
  endlessLoop: {
    title: 'an endless loop ends at the time limit; what it printed and wrote is kept, and the line is told',
    limits,
    outcome: timedOut,
    stdout: 'kept\n',
    check: ({ outcome }, { line }) => {
      expect(outcome.error).toMatchObject({ line });
      expect(outcome.error?.message).toContain('1 s');
      expect(outcome.changes.map(({ path }) => path)).toEqual(['data/kept.txt']);
    },
  },
  catchingLoop: { title: 'a loop that catches everything ends at the time limit', limits, outcome: timedOut, stdout: 'kept\n' },
  longSleep: { title: 'a long wait ends at the time limit', limits, outcome: timedOut, stdout: 'kept\n' },
  longNativeCall: { title: 'one long native call ends at the time limit', limits, outcome: timedOut, stdout: 'kept\n' },
  cancelledSleep: {
    title: 'a wait can be stopped',
    cancelAfter: 'waiting',
    outcome: { status: 'cancelled' },
    stdout: 'waiting\n',
  },
  memoryBomb: {
    title: 'code that takes more and more memory ends as out_of_memory, naming the limit',
    limits: { python_memory_bytes: 128 * 1024 * 1024, javascript_memory_bytes: 32 * 1024 * 1024 },
    check: namesMemoryLimit,
  },
  hugeAllocation: {
    title: 'one huge allocation ends as out_of_memory, naming the limit',
    limits: { python_memory_bytes: 128 * 1024 * 1024, javascript_memory_bytes: 32 * 1024 * 1024 },
    check: namesMemoryLimit,
  },
  largeResult: {
    title: 'a result past its cap ends the run and names the limit',
    limits: { result_bytes: 100 * 1024 },
    outcome: { status: 'limit_exceeded', result: null },
    check: ({ outcome }) => expect(outcome.error?.message).toContain('100 KB'),
  },
} satisfies Record<string, Contract>;

function namesMemoryLimit({ outcome }: Recorded): void {
  expect(outcome.status).toBe('out_of_memory');
  expect(outcome.error?.message).toMatch(/\b(128|32) MB/u);
  expect(outcome.peak_memory_bytes).toBeGreaterThan(0);
}
