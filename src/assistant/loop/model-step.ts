import type { LanguageModelV4CallOptions, LanguageModelV4FinishReason, LanguageModelV4Usage } from '@ai-sdk/provider';
import type { MessagePart, TokenUsage, ToolCallPart } from '../../core/conversation.ts';
import { AnswerFailure } from '../failures/answer-failure.ts';
import { cutFailure, streamFailure } from '../failures/stream-failure.ts';
import type { ConnectedModel } from '../models/connect-model.ts';
import { readStream } from './read-stream.ts';
import type { StepParts } from './step-parts.ts';

type Step = {
  model: ConnectedModel;
  options: LanguageModelV4CallOptions;
  parts: StepParts;
  signal: AbortSignal;
  /** The parts until now, whenever a person would see a difference. */
  onParts: (parts: readonly MessagePart[]) => void;
};

export type StepEnd = { calls: ToolCallPart[]; finish: LanguageModelV4FinishReason['unified']; usage: TokenUsage | undefined };

/** One request to the model, to the end of its stream. Throws `AnswerFailure`, or what `signal` was aborted with. */
export async function modelStep({ model, options, parts, signal, onParts }: Step): Promise<StepEnd> {
  let finish: LanguageModelV4FinishReason['unified'] | undefined;
  let usage: TokenUsage | undefined;
  let failure: unknown;
  try {
    const { stream } = await model.languageModel.doStream({ ...options, abortSignal: signal });
    for await (const part of readStream(stream)) {
      signal.throwIfAborted();
      if (part.type === 'error') failure ??= part.error;
      else if (part.type === 'finish') {
        finish = part.finishReason.unified;
        usage = usageOf(part.usage);
      } else if (parts.add(part)) onParts(parts.all());
    }
  } catch (error) {
    signal.throwIfAborted();
    throw streamFailure(error, model.label, model.key);
  }
  signal.throwIfAborted();
  if (failure !== undefined) throw streamFailure(failure, model.label, model.key);
  if (finish === undefined || finish === 'interrupted' || finish === 'error') throw cutFailure(model.label);
  if (finish === 'content-filter') {
    throw new AnswerFailure(
      'content_filter',
      `${model.label} held the answer back by its content filter. Put the question in other words, or choose another model.`,
    );
  }
  const calls = parts.calls();
  if (!parts.begun() && calls.length === 0 && finish !== 'length') {
    throw new AnswerFailure('malformed_answer', `${model.label} answered with nothing. Retry, or choose another model.`);
  }
  return { calls, finish, usage };
}

function usageOf({ inputTokens, outputTokens }: LanguageModelV4Usage): TokenUsage | undefined {
  if (inputTokens.total === undefined && outputTokens.total === undefined) return undefined;
  const cached = inputTokens.cacheRead;
  return {
    input_tokens: count(inputTokens.total),
    output_tokens: count(outputTokens.total),
    ...(cached === undefined || cached === 0 ? {} : { cached_input_tokens: count(cached) }),
  };
}

function count(tokens: number | undefined): number {
  return Math.max(0, Math.trunc(tokens ?? 0)) || 0;
}
