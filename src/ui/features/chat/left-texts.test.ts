import { expect, it } from 'vitest';
import { LeftTexts } from './left-texts.ts';

it('gives each conversation its own text, whichever is shown first, and keeps those that nobody has asked for', () => {
  const left = new LeftTexts([
    ['a', 'text of a'],
    ['b', 'text of b'],
    ['not begun', 'the last'],
  ]);
  expect(left.take('b')).toBe('text of b');
  expect(left.take('new')).toBeUndefined();
  expect(left.rest()).toEqual([
    ['a', 'text of a'],
    ['not begun', 'the last'],
  ]);
  expect(left.take('a')).toBe('text of a');
});

it('gives the first that has none what was written last', () => {
  const left = new LeftTexts([
    ['a', 'text of a'],
    ['not begun', 'the last'],
  ]);
  expect(left.take('new')).toBe('the last');
  expect(left.take('another')).toBeUndefined();
  expect(left.take('a')).toBe('text of a');
});
