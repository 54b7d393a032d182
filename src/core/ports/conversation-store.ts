import type { Conversation, ConversationSummary } from '../conversation.ts';

/** Every method throws `StorageError` where the storage fails. */
export interface ConversationStore {
  /**
   * Newest change first. With `search`, those whose title or texts hold every word of it, without regard to case; one that cannot be
   * read is found by its title.
   */
  list(search?: string): Promise<ConversationSummary[]>;
  /** Undefined if there is none. Throws `StorageError` for a record of a newer version or a damaged one, saying which. */
  get(id: string): Promise<Conversation | undefined>;
  /**
   * Writes it whole over one of the same id. Throws `StorageError` where it does not fit the schema, and where the stored one is of a
   * newer format, or was deleted or changed elsewhere after `seen` (the `updated_at` of what the caller last read or wrote; left out
   * for a new one). A title that the person gave stays as it is stored: only `rename` changes it.
   */
  put(conversation: Conversation, seen?: string): Promise<void>;
  /** Names it for good. `updated_at` stays as it is, so that whoever answers in it meanwhile is not held up. Throws `NotFoundError`. */
  rename(id: string, title: string): Promise<ConversationSummary>;
  /** False if there was none. */
  delete(id: string): Promise<boolean>;
  /** Undoes `delete` for as long as the page is open. False where there is nothing to bring back. */
  undelete(id: string): Promise<boolean>;
  /** As `put`, but takes the title that comes with it, and the place of one that was deleted. */
  restore(conversation: Conversation, seen?: string): Promise<void>;
}
