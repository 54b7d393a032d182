import type { Abort } from '../core/ports/abort.ts';
import type { ConsentAnswer, ConsentRequest } from '../core/ports/consent.ts';
import type { ConsentQueue, PendingConsent } from '../core/ports/consent-queue.ts';

type Waiting = { pending: PendingConsent; settle(answer: ConsentAnswer): void };

/** Questions in the order in which they were asked. One whose signal fires is denied, and leaves the queue. */
export function createConsentQueue(): ConsentQueue {
  const waiting: Waiting[] = [];
  const listeners = new Set<() => void>();
  let count = 0;

  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  const ask = (request: ConsentRequest, signal: Abort | undefined): Promise<ConsentAnswer> => {
    const { promise, resolve } = Promise.withResolvers<ConsentAnswer>();
    count += 1;
    const onAbort = (): void => entry.settle('denied');
    const entry: Waiting = {
      pending: { ...request, id: `consent_${count}` },
      settle(answer) {
        const at = waiting.indexOf(entry);
        if (at < 0) return;
        waiting.splice(at, 1);
        signal?.removeEventListener('abort', onAbort);
        resolve(answer);
        changed();
      },
    };
    waiting.push(entry);
    signal?.addEventListener('abort', onAbort, { once: true });
    changed();
    return promise;
  };

  return {
    ask: async (request, signal) => (signal?.aborted === true ? 'denied' : await ask(request, signal)),
    first: () => waiting[0]?.pending,
    count: () => waiting.length,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    answer: (id, answer) => waiting.find(({ pending }) => pending.id === id)?.settle(answer),
  };
}
