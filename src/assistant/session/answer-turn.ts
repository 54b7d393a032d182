import { AppError } from '../../core/app-error.ts';
import type { AnswerError, Message, MessagePart, ToolCallPart } from '../../core/conversation.ts';
import { AnswerFailure } from '../failures/answer-failure.ts';
import { scrubKey } from '../failures/scrub-key.ts';
import { answerByCommand } from '../loop/answer-by-command.ts';
import { answerWithModel } from '../loop/answer-with-model.ts';
import type { Approvals } from '../loop/approvals.ts';
import { CallRunner } from '../loop/call-runner.ts';
import type { RunFeed } from '../loop/run-feed.ts';
import { connectModel } from '../models/connect-model.ts';
import { systemPrompt } from '../prompt/system-prompt.ts';
import type { ConversationState } from './conversation-state.ts';
import type { ConversationWriter } from './conversation-writer.ts';
import { newChatId } from './new-conversation.ts';
import type { SessionParts } from './session-parts.ts';

export type Turn = {
  parts: SessionParts;
  conversation: ConversationState;
  writer: ConversationWriter;
  approvals: Approvals;
  feed: RunFeed;
  signal: AbortSignal;
};

/**
 * Answers the last message of the person, or goes on with the answer behind it. Never rejects: how it ended stands in the answer, and is
 * written.
 */
export async function answerTurn(turn: Turn): Promise<void> {
  const messageId = beginAnswer(turn);
  await turn.writer.now();
  try {
    await answer(turn, messageId);
    endAnswer(turn, messageId, { status: turn.signal.aborted ? 'stopped' : 'done' });
  } catch (error) {
    endAnswer(turn, messageId, turn.signal.aborted ? { status: 'stopped' } : failed(error, keyOf(turn)));
  }
  await turn.writer.now();
}

async function answer(turn: Turn, messageId: string): Promise<void> {
  const { parts, conversation, writer, approvals, feed, signal } = turn;
  const { switches, messages } = conversation.current();
  const save = (): Promise<void> => writer.now();
  const saveSoon = (): void => writer.soon();
  const { toolbox, answers, selectedConnection = () => '' } = parts;
  const calls = new CallRunner({
    toolbox,
    answers,
    selectedConnection,
    conversation,
    messageId,
    approvals,
    feed,
    signal,
    save,
    saveSoon,
  });
  const text = textOf(messages.findLast(({ role }) => role === 'user'));
  if (switches.model_id === null || text.startsWith('/')) {
    conversation.patchMessage(messageId, (message) => ({ ...message, model: { id: 'commands', name: 'commands' } }));
    await answerByCommand({ parts, conversation, messageId, calls, text, signal });
    return;
  }
  const entry = parts.model(switches.model_id);
  if (entry === undefined) {
    throw new AnswerFailure(
      'no_model',
      `The model "${switches.model_id}" is not set up any more. Choose another in the switches, or set it up in the models' settings.`,
    );
  }
  conversation.patchMessage(messageId, (message) => ({ ...message, model: { id: entry.id, name: entry.model } }));
  const model = await connectModel(entry, parts.connect);
  const system = await systemPrompt(switches, parts.toolbox);
  await answerWithModel({ model, conversation, messageId, calls, system, signal, save, saveSoon });
}

/** The answer that is made: a new one, or the last one as far as its tools were done, so that those are not done again. */
function beginAnswer({ conversation }: Turn): string {
  const last = conversation.current().messages.at(-1);
  if (last?.role !== 'assistant') {
    const message: Message = {
      id: newChatId('msg'),
      role: 'assistant',
      at: new Date().toISOString(),
      parts: [],
      status: 'streaming',
    };
    conversation.append(message);
    return message.id;
  }
  // A command's call that was not done is planned anew.
  const afterCalls = last.model?.id === 'commands' ? 0 : last.parts.findLastIndex(({ kind }) => kind === 'tool_call') + 1;
  conversation.patchMessage(last.id, ({ error: _error, notes: _notes, suggestions: _suggestions, ...message }) => ({
    ...message,
    parts: message.parts.slice(0, afterCalls),
    status: 'streaming',
  }));
  return last.id;
}

function endAnswer({ conversation }: Turn, messageId: string, end: { status: Message['status']; error?: AnswerError }): void {
  conversation.patchMessage(messageId, (message) => ({
    ...message,
    parts: message.parts.map((part) => endedPart(part, end.status === 'stopped')),
    ...end,
  }));
}

/** A call that was never done, as the answer ended before; `stopped` by the person, or cut. */
function endedPart(part: MessagePart, stopped: boolean): MessagePart {
  if (
    part.kind !== 'tool_call' ||
    !(['writing', 'waiting', 'running'] satisfies ToolCallPart['state'][] as string[]).includes(part.state)
  )
    return part;
  if (stopped || part.state === 'running') return { ...part, state: 'stopped' };
  return { ...part, state: 'stopped', output: 'The answer broke off before this call was done. It was not done.' };
}

function failed(error: unknown, key: string | undefined): { status: Message['status']; error: AnswerError } {
  if (error instanceof AnswerFailure) {
    const answerError = error.toAnswerError();
    return { status: error.code === 'stream_cut' ? 'interrupted' : 'failed', error: answerError };
  }
  if (!(error instanceof AppError)) reportError(error);
  const message = error instanceof Error ? error.message : String(error);
  return { status: 'failed', error: { code: 'unexpected', message: scrubKey(message, key) } };
}

function keyOf({ parts, conversation }: Turn): string | undefined {
  const id = conversation.current().switches.model_id;
  return id === null ? undefined : parts.connect.keys.key(id);
}

function textOf(message: Message | undefined): string {
  return (message?.parts ?? []).map((part) => (part.kind === 'text' ? part.text : '')).join('\n');
}
