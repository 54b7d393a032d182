import { expect } from 'vitest';
import type { Contract } from '../contract.ts';

const succeeded = { status: 'succeeded', error: null } as const;

export const valueContracts = {
  lastExpression: { title: 'the last expression is the value', outcome: { ...succeeded, result: 2 } },
  resultVariable: {
    title: 'the variable `result` is the value, also where another expression comes last',
    outcome: { ...succeeded, result: 7 },
  },
  noValue: { title: 'code without a value gives null', outcome: { ...succeeded, result: null } },
  emptyCode: { title: 'no code at all is a run that did nothing', outcome: { ...succeeded, result: null } },
  awaitedValue: { title: 'await works at top level', outcome: { ...succeeded, result: 4 } },
  jsonValue: {
    title: 'a value of JSON arrives as it is',
    outcome: {
      ...succeeded,
      result: { int: -1, float: 0.1, text: 'Größe 💶 "quoted"\n', none: null, yes: true, list: [1, [2, []]], empty: {} },
    },
  },
  notANumber: { title: 'NaN and infinities are null', outcome: { ...succeeded, result: [null, null, null] } },
  bigInteger: {
    title: 'an integer that a double does not hold is text with all its digits',
    outcome: { ...succeeded, result: [9007199254740991, '9007199254740993', '-123456789012345678901234567890'] },
  },
  textOfObject: {
    title: 'a value that is no JSON is shown as its text',
    outcome: succeeded,
    check: ({ outcome }) => expect(outcome.result).toEqual(expect.stringContaining('invoice 42')),
  },
  cycle: {
    title: 'a value that holds itself ends',
    outcome: succeeded,
    check: ({ outcome }) => expect(outcome.result).toMatchObject({ name: 'loop' }),
  },
  hostileKeys: {
    title: 'keys that mean something to the page do nothing to it',
    outcome: succeeded,
    check: ({ outcome }) => {
      expect(JSON.stringify(outcome.result)).toBe('{"__proto__":{"polluted":true},"constructor":1,"then":2}');
      expect(Object.keys(Object.prototype)).toEqual([]);
    },
  },
} satisfies Record<string, Contract>;
