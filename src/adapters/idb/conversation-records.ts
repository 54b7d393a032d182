import { StorageError } from '../../core/app-error.ts';
import { CONVERSATION_FORMAT, type Conversation, type ConversationSummary } from '../../core/conversation.ts';
import {
  conversationNamed,
  NEWER_PROBLEM,
  refuseNewer,
  searchedWords,
  summaryOfHead,
  textOfConversation,
} from '../storage/conversation-rules.ts';
import { conversationRecordSchema, type ConversationContentsRecord, type ConversationRecord } from './records.ts';
import { storeJson, storeText } from './stored-text.ts';

/** The record, not deleted. Undefined where there is none. Throws `StorageError` for one of a newer format and a damaged one. */
export function readableHead(record: ConversationRecord | undefined, doing: string): ConversationRecord | undefined {
  if (record === undefined || record.deleted_in !== undefined) return undefined;
  refuseNewer(record, doing);
  const head = conversationRecordSchema.safeParse(record).data;
  if (head === undefined) throw damagedConversation(record, doing);
  return head;
}

export function damagedConversation(record: Partial<ConversationRecord>, doing: string): StorageError {
  return new StorageError(`${doing}: ${named(record)} is damaged in storage. Delete it; the others are not affected.`);
}

/** What the history shows of a record, however it is: a later format keeps at least `id`, `format` and `title`. */
export function summaryOfRecord(record: ConversationRecord, isDamaged: boolean): ConversationSummary {
  const head = conversationRecordSchema.safeParse(record).data;
  const isNewer = record.format > CONVERSATION_FORMAT;
  if (head !== undefined && (isNewer || !isDamaged)) return summaryOfHead(head);
  const { id, title, created_at, updated_at, message_count } = record as Partial<Record<keyof ConversationRecord, unknown>>;
  return {
    id: String(id),
    title: text(title),
    created_at: text(created_at),
    updated_at: text(updated_at),
    message_count: typeof message_count === 'number' ? message_count : 0,
    readable: false,
    problem: isNewer
      ? NEWER_PROBLEM
      : 'This conversation is damaged in storage and cannot be shown. Delete it; the others are not affected.',
  };
}

/** Throws `StorageError` where it could not be read back. */
export function contentsRecord(conversation: Conversation): ConversationContentsRecord {
  const json = storeJson(textOfConversation(conversation));
  return { id: conversation.id, json, words: storeText(conversation.title, searchedWords(conversation)) };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function named({ id, title }: Partial<Record<keyof ConversationRecord, unknown>>): string {
  return typeof title === 'string' ? conversationNamed(title) : `the conversation ${String(id)}`;
}
