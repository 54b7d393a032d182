import { createOpenAI } from '@ai-sdk/openai';
import type { ProviderModule } from './provider.ts';

/** OpenAI's Responses interface. OpenAI is asked to keep nothing: the conversation goes along in each request. */
export const openai: ProviderModule = {
  languageModel: ({ entry, address, key, fetch }) =>
    createOpenAI({ baseURL: address, apiKey: key ?? '', fetch }).responses(entry.model),
  options: { openai: { store: false } },
};
