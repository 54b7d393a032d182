import type { Conversation, Message, MessagePart } from '../../core/conversation.ts';

/**
 * A conversation whose tab was closed in mid-answer, as one that can go on: calls that were running stand as interrupted (nobody knows
 * whether they were done), those that only were asked for as stopped. Answers the same object where there is nothing to heal.
 */
export function healConversation(conversation: Conversation): Conversation {
  if (!conversation.messages.some(isCut)) return conversation;
  return { ...conversation, messages: conversation.messages.map((message) => (isCut(message) ? healed(message) : message)) };
}

function isCut({ status, parts }: Message): boolean {
  return status === 'streaming' || parts.some((part) => healedPart(part) !== part);
}

function healed(message: Message): Message {
  const cut = message.status === 'streaming';
  return {
    ...message,
    parts: message.parts.map(healedPart),
    status: cut ? 'interrupted' : message.status,
    ...(cut
      ? {
          error: {
            code: 'tab_closed',
            message: 'The page was closed before the answer was done. What came is kept; retry goes on from there.',
          },
        }
      : {}),
  };
}

function healedPart(part: MessagePart): MessagePart {
  if (part.kind !== 'tool_call') return part;
  if (part.state === 'running') return { ...part, state: 'interrupted' };
  if (part.state !== 'waiting' && part.state !== 'writing') return part;
  // A run that has ended and waits to change files was done, but for those changes.
  const output = part.run_id === undefined ? 'The page was closed before this call was done. It was not done.' : undefined;
  return output === undefined ? { ...part, state: 'interrupted' } : { ...part, state: 'stopped', output };
}
