import { describe, expect, test } from 'vitest';
import { firstRecords } from './first-records.ts';

describe('the first records of a text', () => {
  test.each<[string, string, boolean, string[][]]>([
    [
      'plain',
      'a,b\n1,2\n',
      false,
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['without a last line end', 'a,b', false, [['a', 'b']]],
    ['with empty cells', ',\n', false, [['', '']]],
    ['with an empty last cell', 'a,', false, [['a', '']]],
    [
      'with Windows line ends',
      'a,b\r\nc,d\r\n',
      false,
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['with quotes', '"a,1","say ""hi""","two\nlines"\n', false, [['a,1', 'say "hi"', 'two\nlines']]],
    ['cut in the middle of one', 'a,b\nc,d', true, [['a', 'b']]],
    ['cut in quotes', 'a,b\nc,"d\n', true, [['a', 'b']]],
  ])('%s', (_name, text, cut, records) => {
    expect(firstRecords(text, ',', 5, cut)).toEqual(records);
  });

  test('no more than are wanted', () => {
    expect(firstRecords('1\n2\n3\n', ',', 2, false)).toEqual([['1'], ['2']]);
  });
});
