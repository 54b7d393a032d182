import { bedrockOrigin, bedrockRegions } from '../src/core/bedrock-regions.ts';

/** Where the page may send a request: its own host, the model providers, and models on this computer. */
export const builtInSources: readonly string[] = [
  "'self'",
  'https://generativelanguage.googleapis.com',
  'https://api.openai.com',
  'https://api.anthropic.com',
  'https://api.groq.com',
  'https://openrouter.ai',
  ...bedrockRegions.map(bedrockOrigin),
  'http://localhost:*',
  'http://127.0.0.1:*',
];

/** The policy's `connect-src`. `extra`: origins that the site's configuration names. */
export function connectDirective(extra: readonly string[] = []): string {
  return `connect-src ${[...new Set([...builtInSources, ...extra])].join(' ')}`;
}
