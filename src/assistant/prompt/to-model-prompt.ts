import type { LanguageModelV4Message, LanguageModelV4Prompt, SharedV4ProviderOptions } from '@ai-sdk/provider';
import type { Message, MessagePart, ReasoningPart, ToolCallPart } from '../../core/conversation.ts';
import type { JsonObject } from '../../core/json.ts';
import { cleanText } from '../results/clean-text.ts';
import { callOutput } from './call-output.ts';

type AssistantMessage = Extract<LanguageModelV4Message, { role: 'assistant' }>;

/**
 * The conversation as the provider's interface takes it: each step of an answer is an assistant's message, and the answers of its calls
 * a tool's message behind it. Thoughts, and what a provider wants back with a call, go only to the model (by its entry's id) that made
 * them.
 */
export function toModelPrompt(system: string, messages: readonly Message[], modelId: string): LanguageModelV4Prompt {
  return [
    { role: 'system', content: system, providerOptions: CACHED },
    ...messages.flatMap((message) => fromMessage(message, modelId)),
  ];
}

/** The instructions and the tools before them are the same in each request: Anthropic reads them from its cache at a tenth of the price. */
const CACHED: SharedV4ProviderOptions = { anthropic: { cacheControl: { type: 'ephemeral' } } };

function fromMessage({ role, parts, model }: Message, modelId: string): LanguageModelV4Message[] {
  if (role === 'user') {
    const text = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('\n');
    return [{ role: 'user', content: [{ type: 'text', text: cleanText(text) }] }];
  }
  const readable = model?.id === modelId ? parts : parts.flatMap(withoutProvider);
  return steps(readable).flatMap((step) => fromStep(step));
}

function withoutProvider(part: MessagePart): MessagePart[] {
  if (part.kind === 'reasoning') return [];
  if (part.kind === 'text') return [part];
  const { provider_metadata: _left, ...call } = part;
  return [call];
}

/** An answer's parts by step: a step ends with its calls. */
function steps(parts: readonly MessagePart[]): MessagePart[][] {
  const found: MessagePart[][] = [];
  let last: MessagePart | undefined;
  for (const part of parts) {
    const begins = last?.kind === 'tool_call' && (part.kind !== 'tool_call' || part.step !== last.step);
    const step = found.at(-1);
    if (step === undefined || begins) found.push([part]);
    else step.push(part);
    last = part;
  }
  return found;
}

function fromStep(step: readonly MessagePart[]): LanguageModelV4Message[] {
  const content = step.flatMap((part): AssistantMessage['content'] => {
    switch (part.kind) {
      case 'text':
        return part.text.trim() === '' ? [] : [{ type: 'text', text: part.text }];
      case 'reasoning':
        return part.provider_metadata === undefined ? [] : [{ type: 'reasoning', text: part.text, ...options(part) }];
      case 'tool_call':
        return [{ type: 'tool-call', toolCallId: part.call_id, toolName: part.tool, input: inputObject(part), ...options(part) }];
    }
  });
  const calls = step.filter((part) => part.kind === 'tool_call');
  // A thought with nothing behind it is refused by the providers that want thoughts back.
  if (content.every(({ type }) => type === 'reasoning')) return [];
  const assistant: AssistantMessage = { role: 'assistant', content };
  if (calls.length === 0) return [assistant];
  return [
    assistant,
    {
      role: 'tool',
      content: calls.map((call) => ({
        type: 'tool-result',
        toolCallId: call.call_id,
        toolName: call.tool,
        output: { type: call.state === 'done' ? 'text' : 'error-text', value: callOutput(call) },
      })),
    },
  ];
}

/** What the provider wants back with a thought or a call, as it gave it. */
function options({ provider_metadata }: ToolCallPart | ReasoningPart): { providerOptions?: SharedV4ProviderOptions } {
  return provider_metadata === undefined ? {} : { providerOptions: provider_metadata as SharedV4ProviderOptions };
}

/** Providers take objects only; what the model wrote that was none is given back as a text in one. */
function inputObject({ input }: ToolCallPart): JsonObject {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? input : { malformed_input: input };
}
