import type { Conversation, Message, MessagePart, ToolCallPart } from '../../core/conversation.ts';

/** "now": the listeners are told at once; "frame": at most once a frame, as for streamed text. */
export type Urgency = 'now' | 'frame';

/** The open conversation. It is replaced, never changed in place, so that whoever holds an earlier one keeps it. */
export class ConversationState {
  #conversation: Conversation;
  readonly #changed: (urgency: Urgency) => void;

  constructor(conversation: Conversation, changed: (urgency: Urgency) => void) {
    this.#conversation = conversation;
    this.#changed = changed;
  }

  current(): Conversation {
    return this.#conversation;
  }

  replace(conversation: Conversation, urgency: Urgency = 'now'): void {
    this.#conversation = conversation;
    this.#changed(urgency);
  }

  update(patch: Partial<Conversation>): void {
    this.replace({ ...this.#conversation, ...patch });
  }

  append(message: Message): void {
    this.update({ messages: [...this.#conversation.messages, message] });
  }

  message(id: string): Message {
    const found = this.#conversation.messages.find((message) => message.id === id);
    if (found === undefined) throw new Error(`no message ${id}`);
    return found;
  }

  patchMessage(id: string, patch: (message: Message) => Message, urgency: Urgency = 'now'): void {
    const messages = this.#conversation.messages.map((message) => (message.id === id ? patch(message) : message));
    this.replace({ ...this.#conversation, messages }, urgency);
  }

  setParts(id: string, parts: readonly MessagePart[], urgency: Urgency = 'now'): void {
    this.patchMessage(id, (message) => ({ ...message, parts: [...parts] }), urgency);
  }

  patchCall(messageId: string, callId: string, patch: Partial<ToolCallPart>): void {
    this.patchMessage(messageId, (message) => ({
      ...message,
      parts: message.parts.map((part) => (part.kind === 'tool_call' && part.call_id === callId ? { ...part, ...patch } : part)),
    }));
  }

  note(messageId: string, text: string): void {
    this.patchMessage(messageId, (message) =>
      message.notes?.includes(text) === true ? message : { ...message, notes: [...(message.notes ?? []), text] },
    );
  }
}
