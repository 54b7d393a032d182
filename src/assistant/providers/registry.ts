import { ToolInputError } from '../../core/app-error.ts';
import { bedrockOrigin, DEFAULT_BEDROCK_REGION } from '../../core/bedrock-regions.ts';
import { modelAddressProblem } from '../../core/model-address.ts';
import type { ModelEntry, ProviderKind } from '../../core/model-provider.ts';
import { anthropicModels, geminiModels, openaiModels } from './model-lists.ts';
import type { Provider } from './provider.ts';

const compatible = async () => (await import('./openai-compatible.ts')).openaiCompatible;

/** Every provider, in the order in which they are offered. The code of one is loaded when it is first used. */
export const providers: { [Kind in ProviderKind]: Provider & { kind: Kind } } = {
  gemini: {
    kind: 'gemini',
    label: 'Google Gemini',
    default_address: () => 'https://generativelanguage.googleapis.com/v1beta',
    needs_key: true,
    key_hint: 'Keys are made at https://aistudio.google.com/apikey and begin with "AIza" or "AQ.".',
    example_model: 'gemini-3.8-flash',
    admitted_headers: ['content-type', 'x-goog-api-key'],
    models: geminiModels,
    load: async () => (await import('./gemini.ts')).gemini,
  },
  openai: {
    kind: 'openai',
    label: 'OpenAI',
    default_address: () => 'https://api.openai.com/v1',
    needs_key: true,
    key_hint: 'Keys are made at https://platform.openai.com/api-keys and begin with "sk-".',
    example_model: 'gpt-6-sol',
    models: openaiModels,
    load: async () => (await import('./openai.ts')).openai,
  },
  anthropic: {
    kind: 'anthropic',
    label: 'Anthropic',
    default_address: () => 'https://api.anthropic.com/v1',
    needs_key: true,
    key_hint: 'Keys are made at https://console.anthropic.com/settings/keys and begin with "sk-ant-".',
    example_model: 'claude-sonnet-5-5',
    models: anthropicModels,
    load: async () => (await import('./anthropic.ts')).anthropic,
  },
  groq: {
    kind: 'groq',
    label: 'Groq',
    default_address: () => 'https://api.groq.com/openai/v1',
    needs_key: true,
    key_hint: 'Keys are made at https://console.groq.com/keys and begin with "gsk_".',
    example_model: 'openai/gpt-oss-120b',
    models: openaiModels,
    load: compatible,
  },
  bedrock: {
    kind: 'bedrock',
    label: 'Amazon Bedrock',
    default_address: ({ region }) => bedrockOrigin(region ?? DEFAULT_BEDROCK_REGION),
    needs_key: true,
    key_hint:
      'API keys are made in the Bedrock console, under "API keys", and begin with "ABSK" or "bedrock-api-key-". While you are signed in to AWS none is needed, where your role may bedrock:InvokeModelWithResponseStream.',
    example_model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    load: async () => (await import('./bedrock.ts')).bedrock,
  },
  openrouter: {
    kind: 'openrouter',
    label: 'OpenRouter',
    default_address: () => 'https://openrouter.ai/api/v1',
    needs_key: true,
    key_hint: 'Keys are made at https://openrouter.ai/settings/keys and begin with "sk-or-".',
    example_model: 'openai/gpt-5-mini',
    models: openaiModels,
    load: compatible,
  },
  'openai-compatible': {
    kind: 'openai-compatible',
    label: 'OpenAI-compatible',
    default_address: () => 'http://localhost:11434/v1',
    needs_key: false,
    key_hint: 'Ollama, LM Studio and vLLM on this computer want no key; give one where the server does.',
    example_model: 'qwen3:8b',
    models: openaiModels,
    load: compatible,
  },
};

/** Where requests of a model go, without a slash at its end. Throws `ToolInputError` for an address that cannot be used. */
export function addressOf(entry: ModelEntry): string {
  const text = entry.base_url?.trim() ?? '';
  if (text === '') return providers[entry.kind].default_address(entry);
  const url = URL.parse(text);
  const problem = modelAddressProblem(text, url);
  if (url === null || problem !== undefined) throw new ToolInputError(`base_url: ${problem}`);
  return url.href.replace(/\/+$/u, '');
}
