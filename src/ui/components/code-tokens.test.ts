import { describe, expect, it } from 'vitest';
import { codeLines, codeTokens } from './code-tokens.ts';

const kinds = (code: string, language: string) =>
  codeTokens(code, language).flatMap(({ kind, text }) => (kind === undefined ? [] : [[kind, text]]));

describe('codeTokens', () => {
  it.each([
    ['python', 'def f(x):\n    """doc\n"""\n    return x + 1.5e3  # no "text"'],
    ['javascript', 'const a = `b ${c}`; // d\n/* e\n*/ await f("\\"")'],
    ['sql', "SELECT 'it''s', x -- y\nFROM t WHERE d > DATE '2026-01-01'"],
    ['json', '{"a": [1, true, null]}'],
    ['cobol', 'MOVE 1 TO X.'],
    ['constructor', 'x'],
  ])('loses nothing of %s', (language, code) => {
    expect(
      codeTokens(code, language)
        .map(({ text }) => text)
        .join(''),
    ).toBe(code);
  });
  it('tells comments, texts, numbers and keywords apart', () => {
    expect(kinds('if x1 == "if # 2": # if\n  y = 12', 'python')).toEqual([
      ['keyword', 'if'],
      ['string', '"if # 2"'],
      ['comment', '# if'],
      ['number', '12'],
    ]);
    expect(kinds('Select 1', 'sql')).toEqual([
      ['keyword', 'Select'],
      ['number', '1'],
    ]);
  });
  it('knows a regular expression from a division', () => {
    expect(kinds("a.replaceAll(/[`'/]/gu, '') / b / 2", 'javascript')).toEqual([
      ['string', "/[`'/]/gu"],
      ['string', "''"],
      ['number', '2'],
    ]);
    expect(kinds('const x = /\'/u;\nreturn /\\/"/.test(y)', 'javascript')).toEqual([
      ['keyword', 'const'],
      ['string', "/'/u"],
      ['keyword', 'return'],
      ['string', '/\\/"/'],
    ]);
  });
  it('takes what is never closed', () => {
    expect(kinds('"""a\nb', 'python')).toEqual([['string', '"""a\nb']]);
    expect(kinds("'a\nb", 'python')).toEqual([['string', "'a"]]);
  });
  it('is not held up by hostile code', () => {
    for (const code of [
      '"\\'.repeat(25_000),
      '=/['.repeat(16_000),
      '=/'.repeat(25_000),
      '/*'.repeat(25_000),
      "'".repeat(50_000),
      '`${'.repeat(15_000),
      '"""'.repeat(15_000),
    ])
      for (const language of ['python', 'javascript', 'sql']) expect(codeTokens(code, language).length).toBeGreaterThan(0);
  });
});

it('codeLines breaks a text of several lines at its lines', () => {
  expect(codeLines('"""a\nb"""\n', 'python')).toEqual([
    [{ kind: 'string', text: '"""a' }],
    [{ kind: 'string', text: 'b"""' }],
    [],
  ]);
});
