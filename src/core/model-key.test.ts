import { expect, test } from 'vitest';
import { ToolInputError } from './app-error.ts';
import { checkedKey, keyLooksLike } from './model-key.ts';

test('takes spaces and line breaks off around a key', () => {
  expect(checkedKey('  sk-abc_DEF-123.456~\n')).toBe('sk-abc_DEF-123.456~');
  expect(checkedKey('x'.repeat(4096))).toHaveLength(4096);
});

test.each([
  ['sk-secret 123', 'a space'],
  ['sk-secret\n123', 'a line break'],
  ['sk-secret\u0007123', 'a control character'],
  ['sk-secret–123', 'no key has'],
  ['sk-secret\u200b123', 'no key has'],
  [`sk-secret${'x'.repeat(4096)}`, '4105 characters'],
  [' \n ', 'is empty'],
])('says what is wrong with %j, and never repeats it', (key, reason) => {
  const error = (() => {
    try {
      return checkedKey(key);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(ToolInputError);
  expect(String(error)).toContain(reason);
  expect(String(error)).not.toMatch(/secret|123/u);
});

test('tells whose key it is by its beginning', () => {
  const keys = ['sk-ant-api03-x', 'sk-or-v1-x', 'sk-proj-x', 'sk-x', 'gsk_x', 'AIzaSyx', 'ABSKx', ' gsk_x', 'key', ''];
  expect(keys.map(keyLooksLike)).toEqual([
    'anthropic',
    'openrouter',
    'openai',
    'openai',
    'groq',
    'gemini',
    'bedrock',
    'groq',
    undefined,
    undefined,
  ]);
});
