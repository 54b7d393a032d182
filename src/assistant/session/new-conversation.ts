import { CONVERSATION_FORMAT, type Conversation } from '../../core/conversation.ts';
import { timeOrderedId } from '../../core/ids.ts';
import type { ChatSwitches } from '../../core/model-provider.ts';
import { UNTITLED } from './conversation-title.ts';

let last = 0;

/** A fresh id of this page, later than every earlier one of it. */
export function newChatId(prefix: 'chat' | 'msg'): string {
  last = Math.max(Date.now(), last + 1);
  return timeOrderedId(prefix, last, crypto.randomUUID().replaceAll('-', '').slice(0, 12));
}

export function newConversation(switches: ChatSwitches): Conversation {
  const now = new Date().toISOString();
  return {
    id: newChatId('chat'),
    format: CONVERSATION_FORMAT,
    title: UNTITLED,
    titled: false,
    created_at: now,
    updated_at: now,
    switches,
    messages: [],
  };
}
