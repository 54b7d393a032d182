import { describe, expect, it } from 'vitest';
import { CsvRecords, FieldTooLong } from './csv-records.ts';

function read(text: string, piece = text.length): (string | null)[][] {
  const records = new CsvRecords(1000);
  const all: (string | null)[][] = [];
  for (let at = 0; at < text.length; at += piece) all.push(...records.push(text.slice(at, at + piece)));
  return [...all, ...records.finish()];
}

describe('the CSV of a result', () => {
  const text = '"a","b","c"\n"1",,""\n"say ""hi""","two\nlines, and a comma",\n,,\n"é🙂","x","y"';
  const records = [
    ['a', 'b', 'c'],
    ['1', null, ''],
    ['say "hi"', 'two\nlines, and a comma', null],
    [null, null, null],
    ['é🙂', 'x', 'y'],
  ];

  it('tells NULL from the empty text, and reads quotes, commas and lines in values', () => {
    expect(read(text)).toEqual(records);
  });

  it.each([1, 2, 3, 7])('is the same in pieces of %i', (piece) => {
    expect(read(text, piece)).toEqual(records);
  });

  it('has a record of one NULL for an empty line, and none behind the last end of line', () => {
    expect(read('"n"\n\n"x"\n')).toEqual([['n'], [null], ['x']]);
    expect(read('"n"\n""')).toEqual([['n'], ['']]);
    expect(read('')).toEqual([]);
  });

  it('stops at a field that is too long while it still grows', () => {
    const long = new CsvRecords(10);
    long.push('"a","b"\n"1","0123');
    expect(() => long.push('456789abc')).toThrow(FieldTooLong);
  });
});
