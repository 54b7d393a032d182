import { expect, it, vi } from 'vitest';
import type { ConsentRequest } from '../core/ports/consent.ts';
import { createConsentQueue } from './consent-queue.ts';

const request = (title: string): ConsentRequest => ({ origin: { kind: 'run', run_id: 'run_1' }, title, lines: [] });

it('shows one question after another, and answers each by its id', async () => {
  const queue = createConsentQueue();
  const listener = vi.fn();
  const stop = queue.subscribe(listener);
  expect(queue.first()).toBeUndefined();
  const first = queue.ask(request('one'));
  const second = queue.ask(request('two'));
  const shown = queue.first();
  expect(shown).toMatchObject({ title: 'one', id: expect.any(String) });
  expect(queue.first()).toBe(shown);
  queue.answer(shown?.id ?? '', 'run');
  expect(await first).toBe('run');
  expect(queue.first()).toMatchObject({ title: 'two' });
  // A second click on a question that is gone answers nothing else.
  queue.answer(shown?.id ?? '', 'run');
  expect(queue.first()).toMatchObject({ title: 'two' });
  queue.answer(queue.first()?.id ?? '', 'denied');
  expect(await second).toBe('denied');
  expect(queue.first()).toBeUndefined();
  expect(listener).toHaveBeenCalledTimes(4);
  stop();
  void queue.ask(request('three'));
  expect(listener).toHaveBeenCalledTimes(4);
});

it('denies a question whose run has ended, wherever in the queue it is', async () => {
  const queue = createConsentQueue();
  const run = new AbortController();
  const other = queue.ask(request('other'));
  const asked = queue.ask(request('asked'), run.signal);
  run.abort();
  expect(await asked).toBe('denied');
  expect(await queue.ask(request('late'), run.signal)).toBe('denied');
  expect(queue.first()).toMatchObject({ title: 'other' });
  queue.answer(queue.first()?.id ?? '', 'once');
  expect(await other).toBe('once');
});
