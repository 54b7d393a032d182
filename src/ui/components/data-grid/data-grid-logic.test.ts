import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../core/json.ts';
import { isNumericColumn } from './cell-text.ts';
import { csvBlob, csvLine, tsvText } from './csv.ts';
import { compareDecimalText, isDecimalText } from './decimal-text.ts';
import { sortedIndexes } from './sort-rows.ts';

describe('compareDecimalText', () => {
  it.each([
    ['0.1', '0.10', 0],
    ['-0', '0.000', 0],
    ['9', '10', -1],
    ['-9', '-10', 1],
    ['12345678901234567890.01', '12345678901234567890.02', -1],
    ['99999999999999999999999999999999999998', '99999999999999999999999999999999999999', -1],
    ['1e-7', '0.0000002', -1],
    ['1.5e3', '1500', 0],
    ['-0.001', '0', -1],
    ['0.000', '-5', 1],
    ['.5', '0.4', 1],
  ])('%s against %s is %d', (left, right, expected) => {
    expect(Math.sign(compareDecimalText(left, right))).toBe(expected);
    expect(Math.sign(compareDecimalText(right, left)) + expected).toBe(0);
  });
  it('puts what is no number last', () => {
    expect(compareDecimalText('n/a', '5')).toBe(1);
    expect(isDecimalText('.')).toBe(false);
    expect(isDecimalText('0x10')).toBe(false);
  });
});

describe('sortedIndexes', () => {
  const column = (...cells: Cell[]) => cells.map((cell) => [cell]);
  it('sorts DECIMAL text by exact value and NULL last in both directions', () => {
    const rows = column('10.00', '9.99', null, '-3', '12345678901234567890.01', '12345678901234567890.02');
    expect([...sortedIndexes(rows, { column: 0, descending: false }, true)]).toEqual([3, 1, 0, 4, 5, 2]);
    expect([...sortedIndexes(rows, { column: 0, descending: true }, true)]).toEqual([5, 4, 0, 1, 3, 2]);
  });
  it('mixes numbers with the bigints that are text', () => {
    const rows = column('9007199254740993', 9007199254740992, 5, 1e21);
    expect([...sortedIndexes(rows, { column: 0, descending: false }, true)]).toEqual([2, 1, 0, 3]);
  });
  it('sorts a text column of nothing but decimals by value, to the last digit', () => {
    const rows = column('100.5', '9', null, '-2', '12345678901234567890.02', '12345678901234567890.01');
    expect([...sortedIndexes(rows, { column: 0, descending: false }, false)]).toEqual([3, 1, 0, 5, 4, 2]);
    const mixed = column('100', '9', 'n/a');
    expect([...sortedIndexes(mixed, { column: 0, descending: false }, false)]).toEqual([0, 1, 2]);
  });
  it('sorts text by the alphabet and keeps equal rows in their order', () => {
    const rows = column('b', 'A', 'a', 'B', 'é');
    expect([...sortedIndexes(rows, { column: 0, descending: false }, false)]).toEqual([1, 2, 3, 0, 4]);
  });
});

describe('isNumericColumn', () => {
  it.each(['DECIMAL(18,2)', 'BIGINT', 'UINTEGER', 'DOUBLE', 'int64', 'HUGEINT'])('%s is numeric', (type) => {
    expect(isNumericColumn({ name: 'c', type }, 0, [])).toBe(true);
  });
  it.each(['VARCHAR', 'DATE', 'INTEGER[]', 'MAP(VARCHAR, VARCHAR)', 'INTERVAL'])('%s is not', (type) => {
    expect(isNumericColumn({ name: 'c', type }, 0, [])).toBe(false);
  });
  it('looks at the cells where the type says nothing', () => {
    expect(isNumericColumn({ name: 'c', type: '' }, 0, [[null], [1]])).toBe(true);
    expect(isNumericColumn({ name: 'c', type: '' }, 0, [[1], ['x']])).toBe(false);
  });
});

describe('CSV', () => {
  it('quotes as RFC 4180 says and tells NULL from the empty string', () => {
    expect(csvLine(['a,b', 'say "hi"', 'two\nlines', null, '', true])).toBe('"a,b","say ""hi""","two\nlines",,"",true');
  });
  it.each(['=1+1', '+1', '@SUM(A1)', '-cmd', '\tx', '\rx', '-1+2', '=HYPERLINK("http://x")'])('neutralizes %j', (cell) => {
    expect(csvLine([cell]).replace(/^"/u, '').startsWith("'")).toBe(true);
  });
  it('leaves numbers alone, also those that are text, with all their digits', () => {
    expect(csvLine([-5, '-12.50', '123456789012345678.90', '0.000'])).toBe('-5,-12.50,123456789012345678.90,0.000');
  });
  it('neutralizes headers too, and ends every line with CRLF', async () => {
    const blob = await csvBlob([{ name: '=cmd', type: 'VARCHAR' }], [['x'], [null]]);
    expect(await blob.text()).toBe("'=cmd\r\nx\r\n\r\n");
  });
  it('writes maps as JSON in one field', () => {
    expect(csvLine([{ team: 'a,b' }])).toBe('"{""team"":""a,b""}"');
  });
});

describe('tsvText', () => {
  it('keeps one line a row', () => {
    expect(
      tsvText([
        ['a\tb', 'c\nd', 1],
        [null, '=x', '-2.50'],
      ]),
    ).toBe("a b\tc d\t1\n\t'=x\t-2.50");
  });
});
