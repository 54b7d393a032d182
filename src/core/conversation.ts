import { z } from 'zod';
import { chatSwitchesSchema } from './model-provider.ts';
import type { Json, JsonObject } from './json.ts';

/** The format that this version writes. A record of a later one is shown by its title only, and never written over. */
export const CONVERSATION_FORMAT = 1;

const json: z.ZodType<Json> = z.json();
const jsonObject = z.record(z.string(), z.json()) as z.ZodType<JsonObject>;
const isoTime = z.string().min(1);

/**
 * Where a tool call stands. "writing": its input still streams in; "waiting": the person is asked; then "running". Ended: "done" (the
 * tool answered, a failed run too), "failed" (the tool refused the call), "denied" by the person, "stopped" with the answer,
 * "interrupted" (the tab was closed; whether it was done is not known, and it is not done again).
 */
export const toolCallStates = ['writing', 'waiting', 'running', 'done', 'failed', 'denied', 'stopped', 'interrupted'] as const;
export type ToolCallState = (typeof toolCallStates)[number];

export const textPartSchema = z.object({ kind: z.literal('text'), text: z.string() });

export const toolCallPartSchema = z.object({
  kind: z.literal('tool_call'),
  /** Unique in the conversation. */
  call_id: z.string(),
  tool: z.string(),
  /** Which answer of the model to the message it stands in, from 0: calls of one step were asked for at once. */
  step: z.exactOptional(z.int().nonnegative()),
  /** As the model wrote it; a text where that was no JSON. */
  input: json,
  state: z.enum(toolCallStates),
  /** What the model reads of the answer or the refusal: cut, marked as data. */
  output: z.exactOptional(z.string()),
  /** The run that the call made: its output, tables, charts and files are there. */
  run_id: z.exactOptional(z.string()),
  started_at: z.exactOptional(isoTime),
  duration_ms: z.exactOptional(z.number()),
  /** What the provider wants to have back with the call (a thought's signature). */
  provider_metadata: z.exactOptional(jsonObject),
});

/** What a model thought aloud: kept because some providers want it back with the calls that followed. */
export const reasoningPartSchema = z.object({
  kind: z.literal('reasoning'),
  text: z.string(),
  provider_metadata: z.exactOptional(jsonObject),
});

export const messagePartSchema = z.discriminatedUnion('kind', [textPartSchema, toolCallPartSchema, reasoningPartSchema]);

/** Why an answer ended early. `code` is one word of ours ("bad_key", "rate_limited"), `message` names the cause and the fix. */
export const answerErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  /** What the provider asked to wait, and until when that is. Conversations of earlier versions have the seconds alone. */
  retry_after_s: z.exactOptional(z.number()),
  retry_at: z.exactOptional(isoTime),
});

/** Tokens as the provider counted them, over all steps of the answer. */
export const tokenUsageSchema = z.object({
  input_tokens: z.int().nonnegative(),
  output_tokens: z.int().nonnegative(),
  /** Of the input tokens. */
  cached_input_tokens: z.exactOptional(z.int().nonnegative()),
});

/** An estimate by a price list: a decimal text in US dollars, and the day of the list ("2026-11-01"). */
export const costSchema = z.object({ usd: z.string(), priced_on: z.string() });

export const messageSchema = z.object({
  id: z.string(),
  role: z.enum(['user', 'assistant']),
  at: isoTime,
  parts: z.array(messagePartSchema),
  /** Of an answer: "streaming" while it is made; "interrupted": cut by the closed tab or a stream that broke off. */
  status: z.enum(['streaming', 'done', 'stopped', 'failed', 'interrupted']),
  /** Who answered: the model's entry and the provider's name of it; "commands" where there is no model. */
  model: z.exactOptional(z.object({ id: z.string(), name: z.string() })),
  error: z.exactOptional(answerErrorSchema),
  /** What the person should know of how it was answered: older outputs dropped, a step limit reached. */
  notes: z.exactOptional(z.array(z.string())),
  usage: z.exactOptional(tokenUsageSchema),
  cost: z.exactOptional(costSchema),
  /** What could be asked next: shown as buttons. */
  suggestions: z.exactOptional(z.array(z.string())),
});

export const conversationSchema = z.object({
  id: z.string(),
  format: z.literal(CONVERSATION_FORMAT),
  title: z.string(),
  /** True where the person named it: it is not named anew after its first message. */
  titled: z.boolean(),
  created_at: isoTime,
  updated_at: isoTime,
  switches: chatSwitchesSchema,
  messages: z.array(messageSchema),
});

export type TextPart = z.infer<typeof textPartSchema>;
export type ToolCallPart = z.infer<typeof toolCallPartSchema>;
export type ReasoningPart = z.infer<typeof reasoningPartSchema>;
export type MessagePart = z.infer<typeof messagePartSchema>;
export type AnswerError = z.infer<typeof answerErrorSchema>;
export type TokenUsage = z.infer<typeof tokenUsageSchema>;
export type Cost = z.infer<typeof costSchema>;
export type Message = z.infer<typeof messageSchema>;
export type Conversation = z.infer<typeof conversationSchema>;

/** What the history shows. `readable` is false for a record of a newer version or a damaged one, and `problem` says which. */
export type ConversationSummary = {
  id: string;
  title: string;
  created_at: string;
  updated_at: string;
  message_count: number;
  readable: boolean;
  problem?: string;
};
