import { NotFoundError } from '../../core/app-error.ts';
import type { Conversation } from '../../core/conversation.ts';
import type { ConversationStore } from '../../core/ports/conversation-store.ts';
import type { ChangeBus } from '../storage/change-bus.ts';
import {
  byNewestConversation,
  matcher,
  nextHead,
  restoredHead,
  searchedWords,
  summaryOfHead,
  textOfConversation,
  titled,
  type ConversationHead,
} from '../storage/conversation-rules.ts';

type Entry = { head: ConversationHead & { deleted: boolean }; json: string; words: string };

export function createMemoryConversations(changes: ChangeBus): ConversationStore {
  const entries = new Map<string, Entry>();
  const living = (id: string): Entry | undefined => {
    const entry = entries.get(id);
    return entry?.head.deleted === false ? entry : undefined;
  };
  /** Deletes or brings back; false where there was nothing to do. */
  const mark = (id: string, deleted: boolean): boolean => {
    const entry = entries.get(id);
    if (entry === undefined || entry.head.deleted === deleted) return false;
    entry.head.deleted = deleted;
    changes.changed('conversations', [id]);
    return true;
  };

  const keep = (conversation: Conversation, seen: string | undefined, headOf: typeof nextHead): void => {
    const { id } = conversation;
    const json = textOfConversation(conversation);
    const head = headOf(conversation, entries.get(id)?.head, seen);
    entries.set(id, { head: { ...head, deleted: false }, json, words: searchedWords(conversation) });
    changes.changed('conversations', [id]);
  };

  return {
    async list(search = '') {
      const { matches } = matcher(search);
      return [...entries.values()]
        .filter(({ head, words }) => !head.deleted && matches(head.title, words))
        .map(({ head }) => summaryOfHead(head))
        .toSorted(byNewestConversation);
    },
    async get(id) {
      const entry = living(id);
      if (entry === undefined) return undefined;
      return titled(JSON.parse(entry.json) as Conversation, entry.head);
    },
    put: async (conversation, seen) => keep(conversation, seen, nextHead),
    restore: async (conversation, seen) => keep(conversation, seen, restoredHead),
    async rename(id, title) {
      const entry = living(id);
      if (entry === undefined) throw new NotFoundError(`There is no conversation ${id} any more.`);
      entry.head = { ...entry.head, title, titled: true };
      changes.changed('conversations', [id]);
      return summaryOfHead(entry.head);
    },
    delete: async (id) => mark(id, true),
    undelete: async (id) => mark(id, false),
  };
}
