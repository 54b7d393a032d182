import { expect, it } from 'vitest';
import { codeText, findInCode, MAX_MATCHES, MAX_SHOWN, rowOf, rowParts } from './code-rows.ts';

it('draws every character once, in pieces where a line is long, and splits none', () => {
  const code = `a = 1\n\n${'😀'.repeat(700)}x\n# end`;
  const { lines, rows, tokens } = codeText(code, 'python');
  expect(rows.slice(0, 2)).toEqual([
    { line: 0, start: 0, end: 5 },
    { line: 1, start: 0, end: 0 },
  ]);
  const drawn = lines.map((_, line) =>
    rows
      .filter((row) => row.line === line)
      .flatMap((row) => rowParts(tokens[line] ?? [], row, []).map(({ text }) => text))
      .join(''),
  );
  expect(drawn.join('\n')).toBe(code);
  expect(rows.every(({ line, start, end }) => lines[line]?.slice(start, end).isWellFormed())).toBe(true);
});

it('finds plain text without regard to case, across tokens and pieces', () => {
  const code = `print("a.b")\n${'x'.repeat(498)}PRINT("a`;
  const { lines, rows, tokens } = codeText(code, 'python');
  const found = findInCode(lines, 'print("a');
  expect(found).toEqual([
    { number: 0, line: 0, start: 0, end: 8 },
    { number: 1, line: 1, start: 498, end: 506 },
  ]);
  expect(findInCode(lines, '.')).toHaveLength(1);
  expect(findInCode(['a-b/c\\d [e] {f} $g ^h |i'], 'a-b/c\\d [e] {f} $g ^h |i')).toHaveLength(1);
  const inFirst = rowParts(tokens[0] ?? [], { line: 0, start: 0, end: 12 }, found.slice(0, 1));
  expect(
    inFirst
      .filter(({ match }) => match === 0)
      .map(({ text }) => text)
      .join(''),
  ).toBe('print("a');
  const inPieces = rows.slice(1).flatMap((row) => rowParts(tokens[1] ?? [], row, found.slice(1)));
  expect(
    inPieces
      .filter(({ match }) => match === 1)
      .map(({ text }) => text)
      .join(''),
  ).toBe('PRINT("a');
  expect([rowOf(rows, 0, 3), rowOf(rows, 1, 0), rowOf(rows, 1, 499), rowOf(rows, 1, 501), rowOf(rows, 1, 506)]).toEqual([
    0, 1, 1, 2, 2,
  ]);
});

it('shows as much of endless code as can be drawn, and says how much is left', () => {
  const { lines, rows, left } = codeText('\n'.repeat(MAX_SHOWN + 5), 'python');
  expect([lines.length, rows.length, left]).toEqual([MAX_SHOWN + 1, MAX_SHOWN + 1, 5]);
  expect(codeText('a = 1', 'python').left).toBe(0);
});

it('is not held up by a megabyte that fits everywhere', () => {
  const { lines } = codeText('a'.repeat(1_000_000), 'sql');
  expect(findInCode(lines, 'a')).toHaveLength(MAX_MATCHES);
  expect(findInCode(lines, '(a+)+$')).toEqual([]);
});
