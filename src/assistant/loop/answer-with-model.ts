import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';
import type { Cost, Message, MessagePart, TokenUsage, ToolCallPart } from '../../core/conversation.ts';
import { AnswerFailure } from '../failures/answer-failure.ts';
import type { ConnectedModel } from '../models/connect-model.ts';
import { addCosts, costOf } from '../prices/cost.ts';
import { fitContext } from '../prompt/fit-context.ts';
import { contextTokens, estimateTokens } from '../prompt/model-limits.ts';
import { toModelPrompt } from '../prompt/to-model-prompt.ts';
import type { ConversationState } from '../session/conversation-state.ts';
import type { CallRunner } from './call-runner.ts';
import { modelStep, type StepEnd } from './model-step.ts';
import { StepParts } from './step-parts.ts';
import { toolDeclarations } from './tool-declarations.ts';
import { withRetries } from './with-retries.ts';

type Turn = {
  model: ConnectedModel;
  conversation: ConversationState;
  messageId: string;
  calls: CallRunner;
  system: string;
  signal: AbortSignal;
  save: () => Promise<void>;
  /** Writes the conversation when it next is time. */
  saveSoon: () => void;
};

/**
 * Asks the model, does the calls it asks for, and asks again, until it asks for none or a limit is reached. Resolves with the answer
 * done; throws `AnswerFailure`, or what `signal` was aborted with.
 */
export async function answerWithModel(turn: Turn): Promise<void> {
  const { conversation, messageId, calls, signal } = turn;
  const { switches } = conversation.current();
  const before = stepsIn(conversation.message(messageId));
  for (let step = before; ; step += 1) {
    if (step - before >= switches.step_limit) {
      conversation.note(
        messageId,
        `The answer was ended at the limit of ${switches.step_limit} steps. Ask it to go on, or raise the limit in the switches.`,
      );
      return;
    }
    const end = await askOnce(turn, step);
    if (end.finish === 'length') {
      conversation.note(
        messageId,
        'The answer was cut at the limit of output tokens. Ask it to go on, or raise the limit in the switches.',
      );
    }
    if (end.calls.length === 0) return;
    await calls.doStep(end.calls, { switches: conversation.current().switches, ask: 'by_switches', person: false });
    signal.throwIfAborted();
    if (calls.endless) {
      conversation.note(
        messageId,
        'The model asked for the same call over and over, so the answer was ended. Say what it should do instead, or choose another model.',
      );
      return;
    }
  }
}

function stepsIn({ parts }: Message): number {
  return Math.max(-1, ...parts.map((part) => (part.kind === 'tool_call' ? (part.step ?? 0) : -1))) + 1;
}

async function askOnce(turn: Turn, step: number): Promise<StepEnd> {
  const budget = contextTokens(turn.model.entry);
  try {
    return await ask(turn, step, budget);
  } catch (error) {
    if (!(error instanceof AnswerFailure) || error.code !== 'context_too_long') throw error;
    // The estimate was too high, or the model reads less than is known of it: once more with much less.
    return await ask(turn, step, Math.floor(Math.min(budget, sizeOf(turn)) / 2));
  }
}

function sizeOf({ conversation }: Turn): number {
  return Math.max(2000, Math.ceil(JSON.stringify(conversation.current().messages).length / 4));
}

async function ask(turn: Turn, step: number, budget: number): Promise<StepEnd> {
  const { conversation, messageId, model, signal } = turn;
  const { messages, switches } = conversation.current();
  const earlier = conversation.message(messageId).parts;
  const tools = toolDeclarations(switches.code_execution);
  const overhead = estimateTokens(turn.system.length + JSON.stringify(tools).length);
  const { messages: fitted, notes } = fitContext(messages, Math.max(1000, budget - overhead));
  for (const note of notes) conversation.note(messageId, note);
  const options: LanguageModelV4CallOptions = {
    prompt: toModelPrompt(turn.system, fitted, model.entry.id),
    tools,
    toolChoice: { type: 'auto' },
    ...(switches.temperature === undefined ? {} : { temperature: switches.temperature }),
    ...(switches.max_output_tokens === undefined ? {} : { maxOutputTokens: switches.max_output_tokens }),
    ...(model.options === undefined ? {} : { providerOptions: model.options }),
  };
  const taken = callIds(messages);
  let parts = new StepParts(step, taken);
  const onParts = (now: readonly MessagePart[]): void => {
    conversation.setParts(messageId, [...earlier, ...now], 'frame');
    turn.saveSoon();
  };
  const attempt = (): Promise<StepEnd> => {
    parts = new StepParts(step, taken);
    return modelStep({ model, options, parts, signal, onParts });
  };
  const end = await withRetries(attempt, { begun: () => parts.begun(), signal, onWait: (seconds) => noteWait(turn, seconds) });
  conversation.patchMessage(messageId, ({ cost: until, ...message }) => {
    const { usage, cost } = spent(message.usage, until, end.usage, model);
    return {
      ...message,
      parts: [...earlier, ...parts.all().filter((part) => part.kind !== 'text' || part.text.trim() !== '')],
      ...(parts.suggestions.length === 0 ? {} : { suggestions: parts.suggestions }),
      ...(usage === undefined ? {} : { usage }),
      ...(cost === undefined ? {} : { cost }),
    };
  });
  await turn.save();
  return end;
}

const WAIT = 'Waiting: ';

/** A note for as long as a retry is waited for. */
function noteWait({ conversation, messageId, model }: Turn, seconds: number | undefined): void {
  conversation.patchMessage(messageId, ({ notes = [], ...message }) => {
    const others = notes.filter((note) => !note.startsWith(WAIT));
    const all = seconds === undefined ? others : [...others, `${WAIT}${model.label} is busy; it is asked again in ${seconds} s.`];
    return all.length === 0 ? message : { ...message, notes: all };
  });
}

function callIds(messages: readonly Message[]): string[] {
  return messages.flatMap(({ parts }) =>
    parts.filter((part): part is ToolCallPart => part.kind === 'tool_call').map(({ call_id }) => call_id),
  );
}

/** Tokens and cost with those of one more request. A cost is shown only where that of every request is known. */
function spent(
  before: TokenUsage | undefined,
  until: Cost | undefined,
  now: TokenUsage | undefined,
  { entry }: ConnectedModel,
): { usage: TokenUsage | undefined; cost: Cost | undefined } {
  if (now === undefined) return { usage: before, cost: until };
  const cached = (before?.cached_input_tokens ?? 0) + (now.cached_input_tokens ?? 0);
  const usage: TokenUsage = {
    input_tokens: (before?.input_tokens ?? 0) + now.input_tokens,
    output_tokens: (before?.output_tokens ?? 0) + now.output_tokens,
    ...(cached === 0 ? {} : { cached_input_tokens: cached }),
  };
  const cost = costOf(entry, now);
  if (cost === undefined || (before !== undefined && until === undefined)) return { usage, cost: undefined };
  return { usage, cost: until === undefined ? cost : addCosts(until, cost) };
}
