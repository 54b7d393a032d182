import { describe, expect, it } from 'vitest';
import { REGEXP_HOST_FUNCTIONS } from './regexp-host.ts';
import { readPattern } from './regexp-syntax.ts';

function call(name: string, ...args: (string | null)[]): string | null {
  const found = REGEXP_HOST_FUNCTIONS.find((each) => each.name === name);
  if (!found) throw new Error(`There is no ${name}`);
  return found.run(...args);
}

describe('patterns in the syntax of Java', () => {
  it.each([
    ['[a-z]\\d+\\.', '[a-z]\\d+\\.'],
    ['(?<x>a)', '(?P<x>a)'],
    ['\\s', '[\\t-\\r ]'],
    ['[\\w-]', '[\\w\\-]'],
    ['[a-c-e]', '[a-c\\-e]'],
    ['\\Qa.b\\E', 'a\\.b'],
    ['a{2', 'a\\{2'],
    ['\\x41\\u0042\\x{1F600}\\0101', 'AB😀A'],
    ['(?i)a', '(?i)a'],
    ['a$', 'a\\z'],
  ])('%s is %s for RE2', (pattern, expected) => {
    expect(readPattern(pattern).re2?.matches).toBe(expected);
  });

  it.each(['a(?=b)', '(?<!a)b', '(a)\\1', 'a*+', '(?>a)', 'a\\Z', 'a{1001}', '(?m)^a'])('%s is not for RE2', (pattern) => {
    expect(readPattern(pattern).re2).toBeUndefined();
  });

  it.each([
    ['(a', 'is not closed'],
    ['a)', 'has no "("'],
    ['*a', 'nothing to repeat'],
    ['[a', 'ends too early'],
    ['[]', 'a class is empty'],
    ['\\', 'ends too early'],
    ['\\2(a)', 'no group 2'],
    ['\\k<x>', 'no group <x>'],
    ['(?x)a', 'only (?i), (?m) and (?s)'],
    ['\\R', '\\R is not supported'],
    ['[[:alpha:]]', 'classes inside of classes'],
    ['\\p{IsLatin}', 'is not supported; write the characters'],
  ])('%s is refused: %s', (pattern, message) => {
    expect(() => readPattern(pattern)).toThrow(message);
  });
});

describe('matches', () => {
  it.each([
    ['Ab', 'a(?i)B|c', 'false'],
    ['aB', 'a(?i)b|c', 'true'],
    ['C', 'a(?i)b|c', 'true'],
    ['xC', '(a(?i)b|c)x|y', 'false'],
    ['aaa', '(?<=a)a{2}+$', 'true'],
    ['abab', '(?:(ab))++', 'true'],
    ['aXbX', '(?s-m)a.b', 'true'],
    ['a\rb', 'a.b', 'true'],
    ['ab\n', 'ab\\Z', 'true'],
    ['ab\n', 'ab\\z', 'false'],
    ['aab', '(a)\\1b', 'true'],
    ['a1', '(a)\\11', 'false'],
    ['aa1', '(a)\\11', 'true'],
  ])('%j has a match of %s: %s', (text, pattern, expected) => {
    expect(call('sb_regexp_like', text, pattern)).toBe(expected);
  });

  it('numbers groups as the pattern does where it adds groups itself', () => {
    expect(call('sb_regexp_extract', 'aab12', '(?>a+)(b)++(?<n>\\d)', '2')).toBe('1');
    expect(call('sb_regexp_replace', 'aab12', '(?>a+)(b)++(?<n>\\d)', '[$1${n}]')).toBe('[b1]2');
  });

  it('says what is wrong in place of a value', () => {
    expect(call('sb_regexp_like', 'a', '(')).toBe('sandbank: Invalid pattern (: a "(" is not closed');
    expect(call('sb_regexp_extract', 'a', 'a', '1')).toBe('\u0001sandbank: Pattern has 0 groups. Cannot access group 1');
    expect(call('sb_regexp_replace', 'a', 'a', 'x$')).toBe('\u0001sandbank: Illegal replacement sequence: x$');
  });

  it('does not go on where the search before it ended', () => {
    expect(call('sb_regexp_position', 'aXa', 'a', '2')).toBe('3');
    expect(call('sb_regexp_count', 'aXa', 'a')).toBe('2');
    expect(call('sb_regexp_like', null, 'a')).toBeNull();
  });
});
