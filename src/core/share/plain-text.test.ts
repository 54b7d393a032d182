import { describe, expect, it } from 'vitest';
import { textProblem } from './plain-text.ts';

const plain = [
  'Cost by team',
  'Übersicht für Zürich, naïve café (50 %) – “quoted”',
  '月次コスト',
  'तकनीकी क्‍षेत्र',
  'نمی‌خواهم',
  'Costs 👩‍💻 ❤️ 1️⃣ 👍🏽',
  'Việt Nam',
];

describe('a text that another person reads', () => {
  it.each(plain)('may be %s', (text) => expect(textProblem(text, { lines: false })).toBeUndefined());

  it.each([
    ['\u202e', 'U+202E'],
    ['\u2066', 'U+2066'],
    ['\u200b', 'U+200B'],
    ['\u200d', 'U+200D'],
    ['\ufe0f', 'U+FE0F'],
    ['\ufeff', 'U+FEFF'],
    ['\u00ad', 'U+00AD'],
    ['\u3164', 'U+3164'],
    ['\u0000', 'U+0000'],
    ['\u0085', 'U+0085'],
    ['\u2028', 'U+2028'],
    ['\u{e0041}', 'U+E0041'],
    ['\n', 'U+000A'],
  ])('holds no %j', (character, named) => {
    expect(textProblem(`Cost${character}report`, { lines: false })).toContain(named);
  });

  it('has every character whole, and no tower of marks', () => {
    expect(textProblem('a\ud800b', { lines: true })).toContain('surrogate');
    expect(textProblem(`a${'\u0301'.repeat(7)}`, { lines: true })).toContain('marks');
    expect(textProblem(`a${'\u0301'.repeat(6)}`, { lines: true })).toBeUndefined();
  });

  it('has line breaks and tabs where it may have lines', () => {
    expect(textProblem('one\r\n\ttwo\n', { lines: true })).toBeUndefined();
    expect(textProblem('one\rtwo', { lines: true })).toContain('U+000D');
  });
});
