import { z } from 'zod';
import type { Change, ChangeFeed, StoreName } from '../../core/ports/stores.ts';

const messageSchema = z.strictObject({
  store: z.enum(['workflows', 'runs', 'files', 'settings', 'tables', 'conversations', 'calls', 'sharing']),
  ids: z.array(z.string()),
});

/** Tells this tab's listeners what changed, and the other tabs' through a channel where one is named. Ids only ever cross. */
export class ChangeBus implements ChangeFeed {
  #listeners = new Set<(change: Change) => void>();
  #channel: BroadcastChannel | undefined;

  constructor(channelName?: string) {
    if (channelName === undefined) return;
    this.#channel = new BroadcastChannel(channelName);
    this.#channel.addEventListener('message', (event) => {
      const message = messageSchema.safeParse(event.data);
      if (message.success) this.#tell({ ...message.data, origin: 'elsewhere' });
    });
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** After the commit. The listeners are called before this returns. */
  changed(store: Exclude<StoreName, 'status'>, ids: string[]): void {
    if (ids.length === 0) return;
    this.#channel?.postMessage({ store, ids });
    this.#tell({ store, ids, origin: 'here' });
  }

  /** `Storage.status()` has something new to tell. */
  statusChanged(): void {
    this.#tell({ store: 'status', ids: [], origin: 'here' });
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
    this.#listeners.clear();
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        // What is stored is stored: a listener's mistake must not look like a failed write, nor keep it from the other listeners.
        reportError(error);
      }
    }
  }
}
