import { z } from 'zod';

/** Who answers, by wire format. "openai-compatible" is any address that speaks OpenAI's chat completions: Ollama, LM Studio, vLLM. */
export const providerKinds = ['gemini', 'openai', 'anthropic', 'groq', 'bedrock', 'openrouter', 'openai-compatible'] as const;
export type ProviderKind = (typeof providerKinds)[number];

/** A model that the chat can use, as a person or `sandbank.config.json` names it. Never a key: those are in the key vault, by `id`. */
export const modelEntrySchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u, 'wants letters, digits, dot, dash and underscore, 64 at most'),
  kind: z.enum(providerKinds),
  /** Where its interface begins ("https://api.openai.com/v1"); the provider's own address where left out. */
  base_url: z.string().max(2000).exactOptional(),
  /** The provider's name of the model. */
  model: z.string().min(1).max(200),
  /** Bedrock: the AWS region. */
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/u, 'wants an AWS region, such as us-east-1')
    .exactOptional(),
});

export type ModelEntry = z.infer<typeof modelEntrySchema>;

/**
 * When the person is asked before the model's tool call is done: before each run and each change, before what writes or costs, or
 * never. Reading is never asked for.
 */
export const askModes = ['each_run', 'writes', 'never'] as const;

/** What a conversation may do and how it is answered. The person's defaults are in the settings; a conversation has its own. */
export const chatSwitchesSchema = z.object({
  /** Id of a `ModelEntry`; null for none: then only commands are answered. */
  model_id: z.string().nullable().default(null),
  /** Off: the model has no tool that runs code or queries. */
  code_execution: z.boolean().default(true),
  ask: z.enum(askModes).default('writes'),
  /** The provider's own where left out. */
  temperature: z.number().min(0).max(2).exactOptional(),
  max_output_tokens: z.int().min(16).max(200_000).exactOptional(),
  /** Answers of the model to one message of the person, tool calls in between. */
  step_limit: z.int().min(1).max(100).default(20),
  /** Added to the system prompt. */
  system_prompt: z.string().max(20_000).default(''),
});

export type ChatSwitches = z.infer<typeof chatSwitchesSchema>;
