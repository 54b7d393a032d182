import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Deadline } from './deadline.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function deadline(limitMs: number): { clock: Deadline; passed: () => number } {
  const onPassed = vi.fn<() => void>();
  return { clock: new Deadline(limitMs, onPassed), passed: () => onPassed.mock.calls.length };
}

test('passes once, its limit after it was started', () => {
  const { clock, passed } = deadline(1000);
  vi.advanceTimersByTime(5000);
  clock.start();
  clock.start();
  vi.advanceTimersByTime(999);
  expect(passed()).toBe(0);
  vi.advanceTimersByTime(5000);
  expect(passed()).toBe(1);
});

test('stands still until every pause has ended', () => {
  const { clock, passed } = deadline(1000);
  clock.start();
  vi.advanceTimersByTime(400);
  const [first, second] = [clock.pause(), clock.pause()];
  vi.advanceTimersByTime(5000);
  first();
  first();
  vi.advanceTimersByTime(5000);
  expect([clock.elapsedMs, clock.pausedMs]).toEqual([400, 10_000]);
  second();
  vi.advanceTimersByTime(599);
  expect(passed()).toBe(0);
  vi.advanceTimersByTime(1);
  expect(passed()).toBe(1);
});

test('started in a pause, it begins to run when the pause ends', () => {
  const { clock, passed } = deadline(1000);
  const resume = clock.pause();
  clock.start();
  vi.advanceTimersByTime(3000);
  expect([clock.elapsedMs, passed()]).toEqual([0, 0]);
  resume();
  vi.advanceTimersByTime(1000);
  expect([clock.elapsedMs, passed()]).toEqual([1000, 1]);
});

test('stopped, it neither passes nor runs on, whatever pause ends later', () => {
  const { clock, passed } = deadline(1000);
  clock.start();
  vi.advanceTimersByTime(300);
  const resume = clock.pause();
  clock.stop();
  resume();
  vi.advanceTimersByTime(5000);
  expect([clock.elapsedMs, passed()]).toEqual([300, 0]);
});
