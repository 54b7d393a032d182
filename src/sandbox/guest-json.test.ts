import { expect, test } from 'vitest';
import { MAX_JSON_DEPTH, nestsDeeperThan } from '../core/json-depth.ts';
import { parseGuestJson } from './guest-json.ts';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

test('keys that would reach a prototype stay keys', () => {
  const parsed = parseGuestJson('{"__proto__":{"a":1},"constructor":{"prototype":2}}')?.value;
  expect(Object.keys(parsed as object)).toEqual(['__proto__', 'constructor']);
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
});

test('depth is counted in the text, strings left out', () => {
  expect(parseGuestJson(nested(MAX_JSON_DEPTH))).toBeDefined();
  expect(parseGuestJson(nested(MAX_JSON_DEPTH + 1))).toBeUndefined();
  expect(parseGuestJson(JSON.stringify('['.repeat(5000)))).toEqual({ value: '['.repeat(5000) });
  expect(parseGuestJson(JSON.stringify(`\\"${'{'.repeat(5000)}`))).toBeDefined();
  expect(nestsDeeperThan('{"a":[1,{"b":2}]}', 3)).toBe(false);
  expect(nestsDeeperThan('{"a":[1,{"b":2}]}', 2)).toBe(true);
  expect(nestsDeeperThan('[],[],[],[]', 1)).toBe(false);
});

test.each(['', 'undefined', '{', '"open', 'NaN', "{'a':1}", '[1,]', '\u0000'])('%j is no JSON', (text) => {
  expect(parseGuestJson(text)).toBeUndefined();
});
