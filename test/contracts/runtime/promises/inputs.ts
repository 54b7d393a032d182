import type { Contract } from '../contract.ts';

const params = { month: '2026-10', top: 3, ratio: 0.5, deep: { list: [1, null, 'ä💶'] } };

export const inputContracts = {
  params: { title: 'the parameters are there as `params`', params, outcome: { status: 'succeeded', result: params } },
  paramsInFunction: {
    title: 'functions of the code see `params` too',
    params,
    outcome: { status: 'succeeded', result: '2026-10' },
  },
} satisfies Record<string, Contract>;
