import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { javaDouble } from './double-digits.ts';
import { FORMAT_HOST_FUNCTIONS } from './format-host.ts';
import { MATH_HOST_FUNCTIONS } from './math-host.ts';
import { sha512 } from './sha512.ts';
import { STRING_HOST_FUNCTIONS } from './string-host.ts';
import { URL_HOST_FUNCTIONS } from './url-host.ts';

const ALL = [...FORMAT_HOST_FUNCTIONS, ...MATH_HOST_FUNCTIONS, ...STRING_HOST_FUNCTIONS, ...URL_HOST_FUNCTIONS];

function call(name: string, ...args: (string | null)[]): string | null {
  const found = ALL.find((each) => each.name === name);
  if (!found) throw new Error(`There is no ${name}`);
  return found.run(...args);
}

describe('functions of the host', () => {
  it.each([
    [
      'sb_format',
      ['%,.3f|%+d|%-4s|%04d', 'double,integer,text,integer', '-1234567.0005', '5', 'a', '-7'],
      '-1,234,567.001|+5|a   |-007',
    ],
    ['sb_format', ['%.1f %.0f', 'decimal,decimal', '0.25', '2.5'], '0.3 3'],
    ['sb_format', ['%.2e', 'double', '9.999e10'], '1.00e+11'],
    ['sb_format', ['%f', 'double', 'inf'], 'Infinity'],
    ['sb_format', ['%d', 'integer', null], 'null'],
    ['sb_format', ['%5s|', 'text', '😀'], '    😀|'],
    ['sb_format', ['%', 'text', 'a'], '\u0001sandbank: Invalid format string: %'],
    ['sb_format', ['%9999999s', 'text', 'a'], '\u0001sandbank: the width of %9999999s is too great'],
    ['sb_format_number', ['999999'], '1000K'],
    ['sb_format_number', ['-12345'], '-12.35K'],
    ['sb_decimal_places', ['-9.995', '2', 'round'], '-10.000'],
    ['sb_decimal_places', ['-9.995', '2', 'truncate'], '-9.990'],
    ['sb_round_integer', ['9223372036854775807', '-1'], '9223372036854775810'],
    ['sb_from_base', ['9223372036854775808', '10'], 'sandbank: Not a valid base-10 number: 9223372036854775808'],
    ['sb_from_base', ['', '10'], 'sandbank: Not a valid base-10 number: '],
    ['sb_strpos', ['aXbXc', 'X', '-2'], '2'],
    ['sb_split_to_map', ['a"=x\\,b=}', ',', '='], '{"a\\""="x\\\\","b"="}"}'],
    ['sb_split_to_multimap', ['a=1,a=2', ',', '='], '{"a"=["1","2"]}'],
    ['sb_from_utf8', ['E282', '?'], '?'],
    ['sb_from_utf8', ['61C08062', '?'], 'a?b'],
    ['sb_url', ['http://a_b.example/x', 'host'], ''],
    ['sb_url', ['http://a.example:/x', 'port'], null],
    ['sb_url', ['http://[::1', 'host'], null],
    ['sb_url', ['http:', 'protocol'], null],
    ['sb_url', ['http://a.b/%E2%82%AC', 'path'], '/€'],
    ['sb_url', ['http://a.b/<x>', 'path'], null],
    ['sb_url_decode', ['%E2%82'], '\uFFFD'],
  ])('%s of %j is %j', (name, args, expected) => {
    expect(call(name, ...args)).toBe(expected);
  });

  it.each([
    ['sb_format', 'text', 'a'],
    ['sb_hamming', 'b'],
    ['sb_levenshtein', 'b'],
    ['sb_luhn'],
    ['sb_normalize', 'NFKD'],
    ['sb_normalize', 'none'],
    ['sb_replace', '', 'x'],
    ['sb_soundex'],
    ['sb_strpos', 'a', '-9007199254740993'],
    ['sb_split', ',', '3'],
    ['sb_split_to_map', ',', '='],
    ['sb_split_to_multimap', ',', '='],
    ['sb_from_base', '36'],
    ['sb_url', 'host'],
    ['sb_url_parameter', 'a'],
    ['sb_url_decode'],
  ])('%s never throws', (name, ...more) => {
    for (const odd of ['', ' ', '\u0000', '"', '\\', '%', '%E', '-', '1', '//', 'a=b=c', 'ß', '😀', 'x'.repeat(5000), null])
      expect(() => call(name, odd, ...more)).not.toThrow();
  });
});

it.each(['', 'abc', 'é'.repeat(55), 'a'.repeat(111), 'a'.repeat(112), 'b'.repeat(1000)])('SHA-512 of %j', (text) => {
  const hex = Buffer.from(text).toString('hex');
  expect(sha512(hex)).toBe(createHash('sha512').update(text).digest('hex'));
});

it.each([
  [1, '1.0'],
  [0.001, '0.001'],
  [0.0001, '1.0E-4'],
  [9_999_999, '9999999.0'],
  [12_345_678, '1.2345678E7'],
  [-0, '-0.0'],
  [Number.NaN, 'NaN'],
])('Java writes the double %d as %s', (value, expected) => {
  expect(javaDouble(value)).toBe(expected);
});
