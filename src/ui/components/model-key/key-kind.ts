import { keyLooksLike } from '../../../core/model-key.ts';
import type { ProviderKind } from '../../../core/model-provider.ts';

const names: Record<ProviderKind, string> = {
  gemini: 'Google Gemini',
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  groq: 'Groq',
  bedrock: 'Amazon Bedrock',
  openrouter: 'OpenRouter',
  'openai-compatible': 'another address',
};

/**
 * What looks wrong with a key for a provider of `kind`; undefined where nothing does. A guess: what an address of one's own takes is
 * not known.
 */
export function keyWarning(kind: ProviderKind, key: string): string | undefined {
  const text = key.trim();
  if (text === '') return undefined;
  if (/\s/u.test(text)) return 'There are spaces or line ends in it. A key has none: copy it again.';
  if (/^(?:AKIA|ASIA)[A-Z0-9]{12,}$/u.test(text))
    return 'This is the id of an AWS access key. It is not needed here, and its secret must not be.';
  const found = keyLooksLike(text);
  if (found === undefined || found === kind || kind === 'openai-compatible') return undefined;
  return `This looks like a key of ${names[found]}. Is it the right one?`;
}
