import { ToolInputError } from './app-error.ts';
import type { ProviderKind } from './model-provider.ts';

/** Characters. Bedrock's keys for a day are signed addresses of one or two thousand; others are shorter by far. */
const LONGEST = 4096;

/** Shorter passphrases are guessed by a machine that has the encrypted key. Characters. */
export const SHORTEST_PASSPHRASE = 12;

/** The key without spaces around it. Throws `ToolInputError`, which never repeats the key, for a text that cannot be one. */
export function checkedKey(text: string): string {
  const key = text.trim();
  const problem = problemOf(key);
  if (problem !== undefined)
    throw new ToolInputError(`key: ${problem}. Copy it again from the provider's page, and nothing beside it.`);
  return key;
}

function problemOf(key: string): string | undefined {
  if (key === '') return 'is empty';
  if (/[\r\n]/u.test(key)) return 'has a line break in it';
  if (/\s/u.test(key)) return 'has a space in it';
  if (/\p{Cc}/u.test(key)) return 'has a control character in it, which cannot be seen';
  if (/[^\u0021-\u007E]/u.test(key))
    return 'has a character in it that no key has (a letter with an accent, a dash or quote of a text)';
  if (key.length > LONGEST) return `has ${key.length} characters, more than the ${LONGEST} that a key may have`;
  return undefined;
}

/** By how keys begin, the longer beginning first: OpenAI's is the beginning of others' too. */
export const keyBeginnings: readonly (readonly [string, ProviderKind])[] = [
  ['sk-ant-', 'anthropic'],
  ['sk-or-', 'openrouter'],
  ['sk-', 'openai'],
  ['gsk_', 'groq'],
  ['AIza', 'gemini'],
  ['ABSK', 'bedrock'],
  ['bedrock-api-key-', 'bedrock'],
];

/** Whose key it seems to be; undefined where nothing tells. For a warning only: keys of other services may begin alike. */
export function keyLooksLike(key: string): ProviderKind | undefined {
  return keyBeginnings.find(([beginning]) => key.trim().startsWith(beginning))?.[1];
}
