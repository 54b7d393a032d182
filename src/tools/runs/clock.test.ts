import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RunClock } from './clock.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('the deadline comes when the time is spent', () => {
  const onDeadline = vi.fn();
  const clock = new RunClock(1000, onDeadline);
  vi.advanceTimersByTime(999);
  expect(onDeadline).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onDeadline).toHaveBeenCalledOnce();
  expect(clock.stop()).toBe(1000);
});

test('time that is held does not count, and holds nest', () => {
  const onDeadline = vi.fn();
  const clock = new RunClock(1000, onDeadline);
  vi.advanceTimersByTime(400);
  const first = clock.hold();
  const second = clock.hold();
  vi.advanceTimersByTime(60_000);
  first();
  first();
  vi.advanceTimersByTime(60_000);
  expect(onDeadline).not.toHaveBeenCalled();
  second();
  vi.advanceTimersByTime(599);
  expect(onDeadline).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onDeadline).toHaveBeenCalledOnce();
});

test('a stopped clock never rings, also where a hold ends later', () => {
  const onDeadline = vi.fn();
  const clock = new RunClock(1000, onDeadline);
  const release = clock.hold();
  clock.stop();
  release();
  vi.advanceTimersByTime(5000);
  expect(onDeadline).not.toHaveBeenCalled();
});
