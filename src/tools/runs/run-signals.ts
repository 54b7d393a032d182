import { z } from 'zod';
import type { ChangeFeed } from '../../core/ports/stores.ts';

const messageSchema = z.strictObject({ cancel: z.string() });

/** How long a run of another tab is given to end after it was asked to. */
const PATIENCE_MS = 3000;

/** Lets one tab stop a run of another tab of the same origin. */
export class RunSignals {
  #channel = new BroadcastChannel('sandbank-runs');

  constructor(onCancel: (runId: string) => void) {
    this.#channel.addEventListener('message', (event) => {
      const message = messageSchema.safeParse(event.data);
      if (message.success) onCancel(message.data.cancel);
    });
  }

  /** Asks the tab that has the run to stop it; resolves when the run has changed, or when that tab did not answer in time. */
  async cancelElsewhere(runId: string, changes: ChangeFeed): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const unsubscribe = changes.subscribe((change) => {
      if (change.store === 'runs' && change.ids.includes(runId)) resolve();
    });
    const timer = setTimeout(resolve, PATIENCE_MS);
    this.#channel.postMessage({ cancel: runId });
    await promise;
    clearTimeout(timer);
    unsubscribe();
  }
}
