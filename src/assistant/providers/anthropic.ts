import { createAnthropic } from '@ai-sdk/anthropic';
import type { ProviderModule } from './provider.ts';

export const anthropic: ProviderModule = {
  languageModel: ({ entry, address, key, fetch }) =>
    createAnthropic({
      baseURL: address,
      apiKey: key ?? '',
      fetch,
      // Anthropic answers pages only with this.
      headers: { 'anthropic-dangerous-direct-browser-access': 'true' },
    })(entry.model),
};
