import type { Conversation } from '../../core/conversation.ts';
import { StorageError } from '../../core/app-error.ts';
import type { ConversationStore } from '../../core/ports/conversation-store.ts';
import type { ConversationState } from './conversation-state.ts';

const INTERVAL_MS = 1000;

/**
 * Writes the open conversation: at most once a second while it streams, at once where what it says must be kept before something is
 * done. A conversation that cannot be written goes on in the page; why is told once.
 */
export class ConversationWriter {
  readonly #store: ConversationStore;
  readonly #state: ConversationState;
  readonly #onProblem: (error: unknown) => void;
  #seen: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<void> = Promise.resolve();
  #told = false;
  #gone = false;

  /** `seen`: the `updated_at` of what was read; undefined for a conversation that is not stored yet. */
  constructor(parts: {
    store: ConversationStore;
    state: ConversationState;
    onProblem: (error: unknown) => void;
    seen: string | undefined;
  }) {
    this.#store = parts.store;
    this.#state = parts.state;
    this.#onProblem = parts.onProblem;
    this.#seen = parts.seen;
  }

  /** Whether it is in the store, as far as this page knows. */
  stored(): boolean {
    return this.#seen !== undefined;
  }

  soon(): void {
    this.#timer ??= setTimeout(() => void this.now(), INTERVAL_MS);
  }

  /** Resolves when what stands now is written, or cannot be. */
  now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = this.#last.then(() => this.#write());
    return this.#last;
  }

  /** What another writer put there was read: later writes go over it. */
  adopt(updatedAt: string): void {
    this.#seen = updatedAt;
  }

  /** The person deleted it: nothing brings it back. */
  end(): void {
    this.#gone = true;
    clearTimeout(this.#timer);
  }

  async #write(): Promise<void> {
    if (this.#gone) return;
    const next: Conversation = { ...this.#state.current(), updated_at: this.#nextTime() };
    try {
      await this.#put(next);
      this.#told = false;
    } catch (error) {
      if (!this.#told) this.#onProblem(error);
      this.#told = true;
    }
  }

  async #put(next: Conversation): Promise<void> {
    try {
      await this.#store.put(next, this.#seen);
    } catch (error) {
      if (!(error instanceof StorageError) || this.#seen === undefined) throw error;
      const there = await this.#store.get(next.id);
      // Deleted in another tab, or changed by nobody: the error stands. Changed there while this one answers: this one's counts.
      if (there === undefined || there.updated_at === this.#seen) throw error;
      await this.#store.put(next, there.updated_at);
    }
    this.#seen = next.updated_at;
    this.#state.update({ updated_at: next.updated_at });
  }

  /** Later than every earlier one, also within a millisecond. */
  #nextTime(): string {
    const before = this.#seen === undefined ? 0 : Date.parse(this.#seen);
    return new Date(Math.max(Date.now(), before + 1)).toISOString();
  }
}
