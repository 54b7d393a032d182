import { describe, expect, it } from 'vitest';
import { keyWarning } from './key-kind.ts';

describe('keyWarning', () => {
  it.each([
    ['openai', 'sk-ant-api03-x', 'Anthropic'],
    ['anthropic', 'sk-proj-x', 'OpenAI'],
    ['gemini', 'gsk_x', 'Groq'],
    ['groq', 'AIzaSyX', 'Google'],
    ['bedrock', 'AKIAIOSFODNN7EXAMPLE', 'AWS access key'],
    ['openai', 'sk-abc def', 'spaces'],
  ] as const)('of %s for %s names %s', (kind, key, word) => {
    expect(keyWarning(kind, key)).toContain(word);
  });
  it.each([
    ['openai', 'sk-proj-x'],
    ['anthropic', 'sk-ant-x'],
    ['openrouter', 'sk-or-v1-x'],
    ['openai-compatible', 'sk-ant-x'],
    ['gemini', 'x'],
    ['openai', ''],
  ] as const)('has nothing to say of %s for %s', (kind, key) => {
    expect(keyWarning(kind, key)).toBeUndefined();
  });
});
