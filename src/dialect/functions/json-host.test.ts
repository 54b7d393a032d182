import { describe, expect, it } from 'vitest';
import { readPath } from './json-path.ts';
import { canonicalJson } from './json-reader.ts';
import { readStandardPath } from './json-standard-path.ts';
import { JSON_HOST_FUNCTIONS } from './json-host.ts';

function call(name: string, ...args: (string | null)[]): string | null {
  const found = JSON_HOST_FUNCTIONS.find((each) => each.name === name);
  if (!found) throw new Error(`There is no ${name}`);
  return found.run(...args);
}

describe('JSON as json_parse gives it', () => {
  it.each([
    [' {"b" : [ ] , "a":{ } }\n', '{"a":{},"b":[]}'],
    ['{"a":1,"a":{"z":1,"y":2}}', '{"a":{"y":2,"z":1}}'],
    ['"\\u0041\\/\\b\\u001f\\ud83d\\ude00"', '"A/\\b\\u001F😀"'],
    ['12345678901234567890.5', '1.2345678901234567E19'],
    ['-0.0', '-0.0'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
  ])('%s is %s', (text, expected) => {
    expect(canonicalJson(text)).toBe(expected);
  });

  it.each([
    '',
    '{',
    '[1,]',
    '{"a"}',
    '{a:1}',
    "'a'",
    '01',
    '1.',
    '.5',
    '+1',
    'nul',
    'truex',
    '"a',
    '"\n"',
    '"\\x"',
    '"\\u12"',
    '[1] 2',
    'NaN',
  ])('%j is none', (text) => {
    expect(canonicalJson(text)).toBeUndefined();
  });

  it('has a limit of depth, so that no text exhausts the stack', () => {
    expect(canonicalJson('['.repeat(1000) + ']'.repeat(1000))).toHaveLength(2000);
    expect(canonicalJson('['.repeat(100_000) + ']'.repeat(100_000))).toBeUndefined();
  });
});

describe('paths', () => {
  it.each([
    ['$', []],
    ['$.a.b', ['a', 'b']],
    ['$[0].x', ['0', 'x']],
    ['$["a.b"]["c\\"d"]', ['a.b', 'c"d']],
    ['$.user:team', ['user:team']],
  ])('%s has the steps %j', (path, steps) => {
    expect(readPath(path).steps).toEqual(steps);
  });

  it.each(['', 'a', '$.', '$..a', '$.*', '$[*]', '$.a-b', "$['a']", '$[-1]', '$["a', '$.a b'])('%j is none', (path) => {
    expect(readPath(path).steps).toBeUndefined();
  });

  it.each(['$.a ? (@.b > 1)', 'lax $..a', 'lax $[0 to 2]', 'lax $.size()', 'lax a', '$.a +'])(
    '%s is beyond json_value here',
    (path) => {
      expect(readStandardPath(path).path).toBeUndefined();
    },
  );
});

describe('reading at a path', () => {
  it('takes the first of two equal keys, and does not read what follows', () => {
    expect(call('sb_json_extract_scalar', '{"a": "x", "a": "y", broken', '$.a')).toBe('x');
  });

  it('reads an index of an object as its key, and no key of an array', () => {
    expect(call('sb_json_extract', '{"0": [1, 2]}', '$[0]')).toBe('[1,2]');
    expect(call('sb_json_extract', '[1, 2]', '$.a')).toBeNull();
  });

  it('gives NULL for NULL', () => {
    expect(call('sb_json_extract', null, '$')).toBeNull();
    expect(call('sb_json_value', '{}', null)).toBeNull();
  });

  it('unwraps arrays in a lax path alone', () => {
    expect(call('sb_json_value', '[{"a": 5}]', 'lax $.a')).toBe('5');
    expect(call('sb_json_value', '[{"a": 5}]', 'strict $.a')).toBeNull();
    expect(call('sb_json_exists', '[{"a": 5}]', 'strict $.a')).toBe('false');
  });
});
