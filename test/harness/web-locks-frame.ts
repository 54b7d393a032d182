import { heldLocks, withLock } from '../../src/core/web-locks.ts';

// Runs in a sandboxed frame, and tells the page around it what became of its locks.
const refused = async (asked: Promise<unknown>): Promise<string> =>
  await asked.then(
    () => 'given',
    (error: Error) => error.name,
  );

async function tell(): Promise<unknown> {
  const works: boolean[] = [];
  const work = async (isMine: boolean): Promise<string> => {
    works.push(isMine);
    return 'done';
  };
  return {
    browser: [await refused(navigator.locks.request('a', work.bind(null, true))), await refused(navigator.locks.query())],
    answers: [
      await withLock(navigator.locks, 'a', {}, work),
      await withLock(navigator.locks, 'a', { ifAvailable: true }, work),
      await withLock(navigator.locks, 'a', { mode: 'shared', signal: new AbortController().signal }, work),
    ],
    works,
    held: await heldLocks(navigator.locks),
  };
}

void tell().then((told) => parent.postMessage(told, '*'));
