import type { Contract } from '../contract.ts';

export const stateContracts = {
  leavesState: { title: 'code may change whatever it likes of its own world', outcome: { status: 'succeeded' } },
  looksForState: { title: 'a run begins in a world that nobody has changed', outcome: { status: 'succeeded', result: [] } },
} satisfies Record<string, Contract>;
