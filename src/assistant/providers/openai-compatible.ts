import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { ProviderModule } from './provider.ts';

/** Chat completions as OpenAI introduced them: Groq, OpenRouter, Ollama, LM Studio, vLLM. */
export const openaiCompatible: ProviderModule = {
  languageModel: ({ entry, address, key, fetch }) =>
    createOpenAICompatible({
      name: 'compatible',
      baseURL: address,
      fetch,
      includeUsage: true,
      ...(key === undefined ? {} : { apiKey: key }),
    })(entry.model),
};
