import { expect } from 'vitest';
import type { Contract } from '../contract.ts';
import { answerCosts } from '../fake-connection.ts';

const onRequest = answerCosts;

export const queryContracts = {
  query: {
    title: 'a query gives rows with columns, exact to the last digit',
    onRequest,
    outcome: {
      status: 'succeeded',
      result: {
        services: ['Amazon EC2', 'Amazon S3 – Größe', null],
        costs: ['1234567890123.45', '0.10', null],
        hours: [720, '9007199254740993', null],
        days: ['2026-11-20', '2026-11-21', null],
        shares: [0.5, 0.25, null],
        columns: ['service', 'cost', 'hours', 'day', 'share'],
      },
    },
  },
  queryInFunction: { title: 'functions of the code can query', onRequest, outcome: { status: 'succeeded', result: 3 } },
  emptyQuery: { title: 'a query without rows still has columns', onRequest, outcome: { status: 'succeeded', result: [0, 5] } },
  manyQueries: { title: 'queries may be many', onRequest, outcome: { status: 'succeeded', result: 150 } },
  queryFails: {
    title: 'a failed query that nobody caught ends the run as an error of its line',
    onRequest,
    outcome: { status: 'failed' },
    check: ({ outcome: { error } }, { line }) => {
      expect(error).toMatchObject({ type: 'QueryError', line });
      expect(error?.message).toContain('Did you mean "costs"?');
    },
  },
  queryErrorCaught: {
    title: 'a failed query can be caught, and says where',
    onRequest,
    outcome: { status: 'succeeded', result: ['QueryError', 1, 15] },
  },
} satisfies Record<string, Contract>;
