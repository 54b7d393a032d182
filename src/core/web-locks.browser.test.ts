import { expect, test } from 'vitest';
import { locksFrame, toldInFrame } from '../../test/harness/sandboxed-frame.ts';
import { heldLocks, withLock } from './web-locks.ts';

const { locks } = navigator;

test('one works at a time, and who only wanted it if available is told', async () => {
  const name = crypto.randomUUID();
  const free = Promise.withResolvers<string>();
  const inside = Promise.withResolvers<void>();
  const first = withLock(locks, name, {}, async (isMine) => {
    expect(isMine).toBe(true);
    inside.resolve();
    return await free.promise;
  });
  await inside.promise;
  expect(await heldLocks(locks)).toContainEqual(expect.objectContaining({ name, mode: 'exclusive' }));
  expect(await withLock(locks, name, { ifAvailable: true }, async (isMine) => isMine)).toBe(false);
  const leaving = new AbortController();
  const waiting = withLock(locks, name, { signal: leaving.signal }, async () => 'never');
  leaving.abort(new Error('left'));
  await expect(waiting).rejects.toThrow('left');
  free.resolve('first');
  expect(await first).toBe('first');
  expect(await withLock(locks, name, { ifAvailable: true }, async (isMine) => isMine)).toBe(true);
});

test('work that fails is not done again, whatever it fails of', async () => {
  let times = 0;
  const failing = async (): Promise<void> => {
    times += 1;
    throw new DOMException('of the work itself', 'SecurityError');
  };
  await expect(withLock(locks, crypto.randomUUID(), {}, failing)).rejects.toThrow('of the work itself');
  await expect(withLock(undefined, crypto.randomUUID(), {}, failing)).rejects.toThrow('of the work itself');
  expect(times).toBe(2);
});

test('without locks, as where the page is no secure context, the work is done', async () => {
  expect(await withLock(undefined, 'a', { ifAvailable: true }, async (isMine) => isMine)).toBe(true);
  expect(await heldLocks(undefined)).toEqual([]);
});

test('in a sandboxed frame, to which the browser refuses them, the work is done once', async () => {
  expect(await toldInFrame(locksFrame)).toEqual({
    browser: ['SecurityError', 'SecurityError'],
    answers: ['done', 'done', 'done'],
    works: [true, true, true],
    held: [],
  });
});
