import type { ModelEntry } from '../../core/model-provider.ts';
import { addressOf } from '../providers/registry.ts';
import { isLoopback } from '../../core/model-address.ts';

/** Tokens that a model reads at once, by its name; from the providers' documentation, rounded down. */
const WINDOWS: readonly (readonly [RegExp, number])[] = [
  [/gemini-(?:[2-9]|flash|pro)/u, 1_000_000],
  [/gpt-4\.1/u, 1_000_000],
  [/gpt-[5-9]/u, 270_000],
  [/gpt-4o|\bo1|\bo3|\bo4/u, 120_000],
  [/claude/u, 190_000],
  [/gpt-oss|llama-?[34]|qwen3|deepseek|mistral|nova/u, 120_000],
];

const UNKNOWN = 100_000;
/** Servers on one's own computer are mostly set to short contexts, whatever the model could read. */
const LOCAL = 30_000;

/** How many tokens of conversation go to the model, with room left for the answer. */
export function contextTokens(entry: ModelEntry): number {
  if (isLoopback(new URL(addressOf(entry)).hostname) && entry.kind === 'openai-compatible') return LOCAL;
  const found = WINDOWS.find(([name]) => name.test(entry.model.toLowerCase()))?.[1];
  return Math.floor((found ?? UNKNOWN) * 0.8);
}

/** A rough count: four characters a token. */
export function estimateTokens(characters: number): number {
  return Math.ceil(characters / 4);
}
