import { describe, expect, it } from 'vitest';
import type { ProviderKind } from '../../core/model-provider.ts';
import { providers } from '../providers/registry.ts';
import { httpFailure } from './http-failure.ts';

const KEY = 'sk-proj-abcdefghijklmnop';

function failure(kind: ProviderKind, status: number, body: unknown, headers: Record<string, string> = {}) {
  return httpFailure({
    provider: providers[kind],
    address: 'https://models.example.com/v1',
    model: 'some-model',
    key: KEY,
    status,
    headers: new Headers(headers),
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

// As the providers write them.
const cases: [ProviderKind, number, unknown, string][] = [
  [
    'gemini',
    400,
    {
      error: {
        code: 400,
        message: 'API key not valid. Please pass a valid API key.',
        status: 'INVALID_ARGUMENT',
        details: [{ reason: 'API_KEY_INVALID' }],
      },
    },
    'bad_key',
  ],
  [
    'gemini',
    403,
    {
      error: { code: 403, message: "Method doesn't allow unregistered callers. Please use API Key", status: 'PERMISSION_DENIED' },
    },
    'bad_key',
  ],
  ['gemini', 404, { error: { message: 'models/gemini-9 is not found for API version v1beta' } }, 'unknown_model'],
  [
    'gemini',
    429,
    {
      error: {
        message: 'You exceeded your current quota, please check your plan and billing details.',
        details: [{ retryDelay: '34s' }],
      },
    },
    'rate_limited',
  ],
  [
    'groq',
    429,
    {
      error: {
        message:
          'Rate limit reached for model `x` on tokens per minute (TPM): Limit 6000. Please try again in 7.66s. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing',
        code: 'rate_limit_exceeded',
      },
    },
    'rate_limited',
  ],
  ['openai', 401, { error: { message: `Incorrect API key provided: ${KEY}.`, code: 'invalid_api_key' } }, 'bad_key'],
  [
    'openai',
    429,
    {
      error: {
        message: 'You exceeded your current quota, please check your plan and billing details.',
        code: 'insufficient_quota',
      },
    },
    'no_credit',
  ],
  [
    'openai',
    400,
    { error: { message: 'Your input exceeds the context window of this model.', code: 'context_length_exceeded' } },
    'context_too_long',
  ],
  ['anthropic', 400, { error: { message: 'Your credit balance is too low to access the Anthropic API.' } }, 'no_credit'],
  ['anthropic', 400, { error: { message: 'prompt is too long: 210000 tokens > 200000 maximum' } }, 'context_too_long'],
  ['anthropic', 529, { error: { type: 'overloaded_error', message: 'Overloaded' } }, 'overloaded'],
  ['bedrock', 403, { Message: 'Authentication failed: Please make sure your API Key is valid.' }, 'bad_key'],
  ['bedrock', 403, { message: "You don't have access to the model with the specified model ID." }, 'no_access'],
  ['bedrock', 400, { message: 'The provided model identifier is invalid.' }, 'unknown_model'],
  ['openai-compatible', 404, { error: { message: 'model "qwen9" not found, try pulling it first' } }, 'unknown_model'],
  ['openai-compatible', 400, { error: { message: 'registry/gemma does not support tools' } }, 'bad_request'],
  ['openai-compatible', 502, '<html><body>Bad gateway</body></html>', 'overloaded'],
];

describe('httpFailure', () => {
  it.each(cases)('%s %i %j is %s', (kind, status, body, code) => {
    const { code: found, message } = failure(kind, status, body);
    expect(found).toBe(code);
    expect(message).not.toContain(KEY);
    expect(message).not.toContain('<html>');
  });

  it.each([
    [{ 'retry-after': '7' }, '', 7],
    [{ 'retry-after': new Date(Date.now() + 60_000).toUTCString() }, '', 60],
    [{}, '{"error":{"details":[{"retryDelay":"34.2s"}]}}', 35],
    [{}, '{"error":{"message":"Please try again in 1.5s."}}', 2],
  ] as [Record<string, string>, string, number][])('reads when to retry: %j %s', (headers, body, seconds) => {
    const { retry_after_s = 0 } = failure('groq', 429, body, headers);
    expect(Math.abs(retry_after_s - seconds)).toBeLessThanOrEqual(1);
  });
});
