import { NotFoundError } from '../../core/app-error.ts';
import type { Conversation, ConversationSummary } from '../../core/conversation.ts';
import type { ConversationStore } from '../../core/ports/conversation-store.ts';
import {
  byNewestConversation,
  conversationOfText,
  matcher,
  nextHead,
  restoredHead,
  summaryOfHead,
  titled,
} from '../storage/conversation-rules.ts';
import { storageFailure } from '../storage/storage-failure.ts';
import { contentsRecord, damagedConversation, readableHead, summaryOfRecord } from './conversation-records.ts';
import { conversationContentsRecordSchema, type ConversationContentsRecord, type ConversationRecord } from './records.ts';
import type { StoreKey, WriteTx } from './schema.ts';
import type { StoreParts } from './store-parts.ts';
import { loadJson, loadText } from './stored-text.ts';

const BOTH: StoreKey[] = ['conversations', 'conversation_contents'];

export class IdbConversationStore implements ConversationStore {
  #parts: StoreParts;
  /** Ids whose contents were found damaged: only reading them tells. */
  #damaged = new Set<string>();

  constructor(parts: StoreParts) {
    this.#parts = parts;
    parts.changes.subscribe(({ store, ids }) => {
      if (store === 'conversations') for (const id of ids) this.#damaged.delete(id);
    });
  }

  async list(search = ''): Promise<ConversationSummary[]> {
    const { isNeeded, matches } = matcher(search);
    const [records, ids, contents] = await this.#parts.connection.read('The conversations could not be listed', BOTH, (tx) =>
      Promise.all([
        tx.objectStore('conversations').getAll(),
        tx.objectStore('conversation_contents').getAllKeys(),
        isNeeded ? tx.objectStore('conversation_contents').getAll() : [],
      ]),
    );
    const words = new Map(await Promise.all(contents.map(async (each) => [each.id, await wordsOf(each)] as const)));
    const whole = new Set(ids);
    return records
      .filter(({ deleted_in }) => deleted_in === undefined)
      .map((record) => summaryOfRecord(record, this.#damaged.has(record.id) || !whole.has(record.id)))
      .filter(({ id, title }) => matches(title, words.get(id) ?? ''))
      .toSorted(byNewestConversation);
  }

  async get(id: string): Promise<Conversation | undefined> {
    const doing = `The conversation ${id} could not be read`;
    const [record, contents] = await this.#parts.connection.read(doing, BOTH, (tx) =>
      Promise.all([tx.objectStore('conversations').get(id), tx.objectStore('conversation_contents').get(id)]),
    );
    const head = readableHead(record, doing);
    if (head === undefined) return undefined;
    const conversation = await conversationOf(contents, doing);
    if (conversation?.id === id) return titled(conversation, head);
    this.#damaged.add(id);
    throw damagedConversation(head, doing);
  }

  put(conversation: Conversation, seen?: string): Promise<void> {
    return this.#keep(conversation, seen, nextHead);
  }

  restore(conversation: Conversation, seen?: string): Promise<void> {
    return this.#keep(conversation, seen, restoredHead);
  }

  async rename(id: string, title: string): Promise<ConversationSummary> {
    const doing = `The conversation ${id} was not renamed`;
    const head = await this.#change(doing, id, (record) => {
      const stored = readableHead(record, doing);
      return stored && { ...stored, title, titled: true };
    });
    if (head === undefined) throw new NotFoundError(`There is no conversation ${id} any more.`);
    return summaryOfHead(head);
  }

  async delete(id: string): Promise<boolean> {
    const { tab } = this.#parts.tabs;
    const deleted = await this.#change(`The conversation ${id} was not deleted`, id, (record) =>
      record?.deleted_in === undefined ? record && { ...record, deleted_in: tab } : undefined,
    );
    return deleted !== undefined;
  }

  async undelete(id: string): Promise<boolean> {
    const restored = await this.#change(`The conversation ${id} was not restored`, id, (record) => {
      if (record?.deleted_in === undefined) return undefined;
      const { deleted_in: _deleted, ...head } = record;
      return head;
    });
    return restored !== undefined;
  }

  async #keep(conversation: Conversation, seen: string | undefined, headOf: typeof nextHead): Promise<void> {
    const { connection, changes } = this.#parts;
    const { id } = conversation;
    const contents = contentsRecord(conversation);
    await connection.write(`The conversation ${id} was not kept`, BOTH, async (tx) => {
      const store = tx.objectStore('conversations');
      const stored = await store.get(id);
      const head = headOf(conversation, stored && { ...stored, deleted: stored.deleted_in !== undefined }, seen);
      await Promise.all([store.put(head), tx.objectStore('conversation_contents').put(contents)]);
    });
    changes.changed('conversations', [id]);
  }

  /** Writes what `next` makes of the record; undefined leaves it as it is. */
  async #change(
    doing: string,
    id: string,
    next: (record: ConversationRecord | undefined) => ConversationRecord | undefined,
  ): Promise<ConversationRecord | undefined> {
    const { connection, changes } = this.#parts;
    const changed = await connection.write(doing, ['conversations'], async (tx: WriteTx) => {
      const record = next(await tx.objectStore('conversations').get(id));
      if (record !== undefined) await tx.objectStore('conversations').put(record);
      return record;
    });
    if (changed !== undefined) changes.changed('conversations', [id]);
    return changed;
  }
}

async function conversationOf(stored: ConversationContentsRecord | undefined, doing: string): Promise<Conversation | undefined> {
  const contents = conversationContentsRecordSchema.safeParse(stored).data;
  if (contents === undefined) return undefined;
  try {
    return conversationOfText(await loadJson(contents.json));
  } catch (error) {
    throw await storageFailure(doing, error);
  }
}

/** Empty where they are damaged: then the title is all that is searched. */
async function wordsOf(stored: ConversationContentsRecord): Promise<string> {
  const contents = conversationContentsRecordSchema.safeParse(stored).data;
  try {
    return contents === undefined ? '' : await loadText(contents.words);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DOMException) return '';
    throw error;
  }
}
