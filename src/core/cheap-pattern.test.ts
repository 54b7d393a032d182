import { expect, it } from 'vitest';
import { isCheapPattern } from './cheap-pattern.ts';

it.each([
  '^\\d{4}-(0[1-9]|1[0-2])$',
  '^[A-Z]{3}$',
  '^[a-z][a-z0-9_]*$',
  '^s3://[a-z0-9.-]{3,63}$',
  '^(?:USD|EUR)$',
  '^\\p{L}+$',
  '[|)(]{2}',
  '^arn:aws[a-z-]{0,10}:[a-z0-9]+$',
  '\\u{1F600}?',
  '',
])('takes %s', (pattern) => expect(isCheapPattern(pattern)).toBe(true));

it.each([
  '^(a+)+$',
  '(a*)*b',
  '(?:a|aa)+$',
  '^(?:a|a){30}$',
  `^${'(?:a|a)'.repeat(30)}$`,
  '^a*a*a*a*b$',
  'a*b',
  '^x|a*b',
  '^.*?,.*?,.*$',
  '(?=a)b',
  '(?<!a)b',
  '(a)\\1',
  '(?<n>a)\\k<n>',
  '^a{0,90}a{0,90}a{0,90}$',
  '^(?:a{1,9}){50}$',
  '^a{1,100000}$',
  '^(?:a?){30}b',
  '[',
  'a'.repeat(201),
])('refuses %s', (pattern) => expect(isCheapPattern(pattern)).toBe(false));

it('runs each that it takes within a moment, on texts made to fail', () => {
  const texts = ['a', '1', '-', 's3://a', 'aa1'].map((piece) => `${piece.repeat(100_000 / piece.length)}!`);
  for (const pattern of ['^[a-z][a-z0-9_]*$', '[a-z0-9]{3,60}!?x', '^(?:ab?){0,1}[a-z]*-$', '(?:a|b)?(?:a|c)?[ab]{0,9}x'])
    for (const text of texts) {
      expect(isCheapPattern(pattern)).toBe(true);
      expect(new RegExp(pattern, 'u').test(text)).toBe(false);
    }
});
