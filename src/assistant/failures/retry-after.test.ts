import { describe, expect, it } from 'vitest';
import { retryAfter } from './retry-after.ts';

const none = new Headers();

describe('retryAfter', () => {
  it.each([
    ['Rate limit reached for gpt-4o. Please try again in 6.2s. Visit https://platform.openai.com', 7],
    ['Please try again in 350ms.', 1],
    ['Please try again in 7m12.5s. Need more tokens?', 433],
    ['Please try again in 6m0s', 360],
    ['Please try again in 1h2m3s', 3723],
    ['Please retry in 34.074824224s.', 35],
    ['Try again in 20 seconds.', 20],
    ['{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "34s"}', 34],
  ])('reads %s', (body, seconds) => {
    expect(retryAfter(none, body)).toBe(seconds);
  });

  it.each(['', 'Try again later.', 'try again in a minute', 'retry in 3 days'])('reads nothing of "%s"', (body) => {
    expect(retryAfter(none, body)).toBeUndefined();
  });

  it('takes the header first: seconds or a date', () => {
    expect(retryAfter(new Headers({ 'retry-after': '12' }), 'try again in 6s')).toBe(12);
    expect(retryAfter(new Headers({ 'retry-after': new Date(Date.now() - 5000).toUTCString() }), '')).toBe(0);
  });
});
