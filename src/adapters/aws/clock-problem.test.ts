import { expect, test } from 'vitest';
import { clockProblem } from './clock-problem.ts';

const server = Date.parse('2026-11-30T10:00:00Z');
const minutes = (count: number) => server + count * 60_000;

test('says by how much a clock is off, and which way', () => {
  expect(clockProblem(server, minutes(10))).toBe(
    "This computer's clock is 10 minutes ahead of AWS's (here 2026-11-30T10:10:00Z, there 2026-11-30T10:00:00Z), and AWS refuses what is signed with a clock that is more than 5 minutes off. Set the clock of this computer (best by the network), then sign in again.",
  );
  expect(clockProblem(server, minutes(-6))).toContain('6 minutes behind');
  expect(clockProblem(server, minutes(60 * 5))).toContain('5 hours ahead');
  expect(clockProblem(server, minutes(-60 * 24 * 365))).toContain('365 days behind');
});

test('says nothing of a clock that AWS takes', () => {
  expect(clockProblem(server, minutes(5))).toBeUndefined();
  expect(clockProblem(server, minutes(-4))).toBeUndefined();
  expect(clockProblem(Number.NaN, server)).toBeUndefined();
});
