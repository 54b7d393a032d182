import { StorageError } from '../../core/app-error.ts';
import { CONVERSATION_FORMAT, conversationSchema, type Conversation, type ConversationSummary } from '../../core/conversation.ts';
import { fromJsonText, toJsonText } from './json-text.ts';
import { compare } from './workflow-rules.ts';

/** What is kept beside the conversation for the history. Its title is the one that counts. */
export type ConversationHead = Pick<Conversation, 'id' | 'title' | 'titled' | 'created_at' | 'updated_at'> & {
  format: number;
  message_count: number;
};

export const conversationNamed = (title: string): string => `the conversation "${title.trim().slice(0, 100)}"`;

/** With the title that counts. */
export function titled(conversation: Conversation, head: ConversationHead): Conversation {
  return { ...conversation, title: head.title, titled: head.titled };
}

/** The conversation as JSON text. Throws `StorageError` where it could not be read back from it. */
export function textOfConversation(conversation: Conversation): string {
  const what = sentenceBegin(conversation);
  const text = toJsonText(what, conversation);
  const { error } = parsed(conversation);
  if (error === undefined) return text;
  throw new StorageError(`${what} was not kept: ${error}. Please report this.`);
}

const sentenceBegin = ({ title }: Conversation): string => `T${conversationNamed(title).slice(1)}`;

/** Undefined where the text is damaged. */
export function conversationOfText(text: string): Conversation | undefined {
  try {
    return fromJsonText(text, conversationSchema);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** zod recurses on nested values: what nests too deep for it must not be written either. */
function parsed(conversation: Conversation): { error?: string } {
  try {
    const issue = conversationSchema.safeParse(conversation).error?.issues[0];
    return issue === undefined ? {} : { error: `${issue.path.join('.')}: ${issue.message}` };
  } catch (error) {
    if (error instanceof RangeError) return { error: 'the input of a tool call nests too deep' };
    throw error;
  }
}

/**
 * The head to keep in the place of `stored`. Throws `StorageError` where the stored one is of a newer format, is deleted (then it is
 * `undefined` or marked so), or is another one than the caller has `seen`.
 */
export function nextHead(
  conversation: Conversation,
  stored: (ConversationHead & { deleted: boolean }) | undefined,
  seen: string | undefined,
): ConversationHead {
  const what = `${sentenceBegin(conversation)} was not kept`;
  if (stored === undefined ? seen !== undefined : stored.deleted)
    throw new StorageError(
      `${what}: it was deleted, here or in another tab. Copy what you need, or go on in a new conversation.`,
    );
  if (stored !== undefined) {
    refuseNewer(stored, what);
    if (stored.updated_at !== seen)
      throw new StorageError(
        `${what}: it was changed in another tab. Open it again from the history to go on with what is there.`,
      );
  }
  const { id, created_at, updated_at, messages } = conversation;
  const { title, titled } = stored?.titled === true ? stored : conversation;
  return { id, format: CONVERSATION_FORMAT, title, titled, created_at, updated_at, message_count: messages.length };
}

/** As `nextHead` for one out of a back-up: its title counts, and one that was deleted gives way. */
export function restoredHead(
  conversation: Conversation,
  stored: (ConversationHead & { deleted: boolean }) | undefined,
  seen: string | undefined,
): ConversationHead {
  const head = nextHead(conversation, stored?.deleted === true ? undefined : stored, seen);
  return { ...head, title: conversation.title, titled: conversation.titled };
}

/** Throws `StorageError` for a record of a newer format. `doing` says what is not done: "The conversation … was not renamed". */
export function refuseNewer({ format }: { format: number }, doing: string): void {
  if (format > CONVERSATION_FORMAT) throw new StorageError(`${doing}: ${NEWER}`);
}

const NEWER = 'it was written by a newer version of Sandbank. Reload the page to get that version; nothing of it is lost.';
export const NEWER_PROBLEM = `This conversation cannot be shown: ${NEWER}`;

export function summaryOfHead(head: ConversationHead): ConversationSummary {
  const { id, title, created_at, updated_at, message_count, format } = head;
  const summary = { id, title, created_at, updated_at, message_count };
  return format > CONVERSATION_FORMAT ? { ...summary, readable: false, problem: NEWER_PROBLEM } : { ...summary, readable: true };
}

/** What a search looks through beside the title: the texts of both sides, in lower case. */
export function searchedWords({ messages }: Conversation): string {
  const texts = messages.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])));
  return texts.join('\n').toLowerCase();
}

/** Tells whether title and texts hold every word of the search; everything does where it has none. */
export function matcher(search: string): { isNeeded: boolean; matches: (title: string, words: string) => boolean } {
  const wanted = search.toLowerCase().split(/\s+/u).filter(Boolean);
  return {
    isNeeded: wanted.length > 0,
    matches: (title, words) => {
      const lowerTitle = title.toLowerCase();
      return wanted.every((word) => lowerTitle.includes(word) || words.includes(word));
    },
  };
}

/** Newest change first; by id where two changed at once. */
export function byNewestConversation(a: ConversationSummary, b: ConversationSummary): number {
  return compare(b.updated_at, a.updated_at) || compare(b.id, a.id);
}
