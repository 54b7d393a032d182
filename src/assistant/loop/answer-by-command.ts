import type { MessagePart, ToolCallPart } from '../../core/conversation.ts';
import type { CallOutcome } from '../commands/command-plan.ts';
import type { ConversationState } from '../session/conversation-state.ts';
import { newChatId } from '../session/new-conversation.ts';
import type { SessionParts } from '../session/session-parts.ts';
import type { CallRunner } from './call-runner.ts';

type CommandTurn = {
  parts: SessionParts;
  conversation: ConversationState;
  messageId: string;
  calls: CallRunner;
  text: string;
  signal: AbortSignal;
};

/** Answers by a plan instead of a model: what it says, one call at most, what came of it. */
export async function answerByCommand({ parts, conversation, messageId, calls, text, signal }: CommandTurn): Promise<void> {
  const { switches } = conversation.current();
  const plan = await parts.planCommand(text, { toolbox: parts.toolbox, without_model: switches.model_id === null });
  signal.throwIfAborted();
  const add = (part: MessagePart): void => conversation.setParts(messageId, [...conversation.message(messageId).parts, part]);
  if (plan.say !== '') add({ kind: 'text', text: plan.say });
  if (plan.call !== undefined) {
    const { tool, input, ask } = plan.call;
    const call: ToolCallPart = { kind: 'tool_call', call_id: newChatId('msg'), tool, step: 0, input, state: 'writing' };
    add(call);
    const outcome: CallOutcome = await calls.do(call, { switches, ask, person: true });
    const said = plan.after?.(outcome) ?? '';
    if (said !== '') add({ kind: 'text', text: said });
  }
  const { suggestions } = plan;
  if (suggestions !== undefined) conversation.patchMessage(messageId, (message) => ({ ...message, suggestions }));
  if (plan.new_conversation === true) parts.onNewConversation();
}
