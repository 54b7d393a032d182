import { describe, expect, it } from 'vitest';
import type { ModelEntry } from '../../core/model-provider.ts';
import { readEntry } from './read-entry.ts';

const entry: ModelEntry = { id: 'mine', kind: 'openai-compatible', model: 'qwen3' };

describe('readEntry', () => {
  it.each([
    ['models.example.com/v1', 'is no address'],
    ['http://models.example.com/v1', 'unencrypted'],
    ['http://localhost.example.com/v1', 'unencrypted'],
    ['ftp://localhost/v1', 'no web address'],
    ['https://me:secret@models.example.com', 'user name or password'],
    ['https://models.example.com/v1?key=abc', 'query'],
    ['https://models.example.com/v1#x', 'fragment'],
    ['http://[::1]:8000/v1', 'this computer only (localhost'],
    ['https://[2001:db8::1]/v1', 'IPv6'],
    ['http://models.localhost/v1', 'unencrypted'],
    ['javascript:alert(1)', 'no web address'],
  ])('refuses %s', (base_url, words) => {
    expect(() => readEntry({ ...entry, base_url })).toThrow(words);
    expect(() => readEntry({ ...entry, base_url })).toThrow(/^base_url: /u);
  });

  it.each(['https://models.example.com/v1/', 'http://localhost:11434/v1', 'http://127.0.0.1:1234', ' '])(
    'takes %j',
    (base_url) => {
      expect(readEntry({ ...entry, base_url }).id).toBe('mine');
    },
  );

  it('never repeats a password', () => {
    expect(() => readEntry({ ...entry, base_url: 'https://me:secret@models.example.com' })).not.toThrow('secret');
  });

  it('names a model and a region that cannot be', () => {
    expect(() => readEntry({ ...entry, model: ' ' })).toThrow(/^model: .*qwen3:8b/u);
    expect(() => readEntry({ ...entry, kind: 'bedrock', region: 'europe' })).toThrow(/^region: "europe" .*us-east-1/u);
  });
});
