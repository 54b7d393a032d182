import type { ProviderKind } from '../../../core/model-provider.ts';

const beginnings: readonly (readonly [RegExp, ProviderKind, string])[] = [
  [/^sk-ant-/u, 'anthropic', 'Anthropic'],
  [/^sk-or-/u, 'openrouter', 'OpenRouter'],
  [/^gsk_/u, 'groq', 'Groq'],
  [/^AIza/u, 'gemini', 'Google'],
  [/^(?:ABSK|bedrock-api-key-)/u, 'bedrock', 'Amazon Bedrock'],
  [/^sk-/u, 'openai', 'OpenAI'],
];

/**
 * What looks wrong with a key for a provider of `kind`, by how providers begin theirs; undefined where nothing does. A guess: what an
 * address of one's own takes is not known.
 */
export function keyWarning(kind: ProviderKind, key: string): string | undefined {
  const text = key.trim();
  if (text === '') return undefined;
  if (/\s/u.test(text)) return 'There are spaces or line ends in it. A key has none: copy it again.';
  if (/^(?:AKIA|ASIA)[A-Z0-9]{12,}$/u.test(text))
    return 'This is the id of an AWS access key. It is not needed here, and its secret must not be.';
  const found = beginnings.find(([pattern]) => pattern.test(text));
  if (found === undefined || found[1] === kind || kind === 'openai-compatible') return undefined;
  return `This looks like a key of ${found[2]}. Is it the right one?`;
}
