import { createGoogle } from '@ai-sdk/google';
import type { ProviderModule } from './provider.ts';

export const gemini: ProviderModule = {
  languageModel: ({ entry, address, key, fetch }) => createGoogle({ baseURL: address, apiKey: key ?? '', fetch })(entry.model),
};
