import { expect, test } from 'vitest';
import { cutToBytes, cutToLength, sizeText, utf8Bytes } from './text-size.ts';

test('bytes are those of UTF-8', () => {
  expect(['a', 'é', '€', '💸', '\ud83d'].map(utf8Bytes)).toEqual([1, 2, 3, 4, 3]);
});

test('a cut by bytes splits no code point', () => {
  expect(cutToBytes('a€b', 3)).toBe('a');
  expect(cutToBytes('a€b', 4)).toBe('a€');
  expect(cutToBytes('💸💸', 7)).toBe('💸');
  expect(cutToBytes('abc', 0)).toBe('');
  expect(cutToBytes('abc', -5)).toBe('');
  expect(cutToBytes('abc', 3)).toBe('abc');
});

test('a cut by length splits no surrogate pair', () => {
  expect(cutToLength('a💸', 2)).toBe('a');
  expect(cutToLength('a💸', 3)).toBe('a💸');
  expect(cutToLength('💸💸', 3)).toBe('💸');
});

test('sizes read as people write them', () => {
  expect([100, 1024, 1536 * 1024, 100 * 1024 * 1024].map(sizeText)).toEqual(['100 bytes', '1 KB', '1.5 MB', '100 MB']);
});
