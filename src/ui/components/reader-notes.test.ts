import { expect, it } from 'vitest';
import { withReaderNotes } from './reader-notes.ts';

it('warns with the first note of the reader and counts the others', () => {
  expect(withReaderNotes({ notes: [] }, '3 rows.')).toEqual({ type: 'success', text: '3 rows.' });
  expect(withReaderNotes({ notes: ['Line 4 was left out'] }, '3 rows.')).toEqual({
    type: 'warning',
    text: '3 rows. Line 4 was left out.',
  });
  expect(withReaderNotes({ notes: ['a.', 'b'] }, '3 rows.').text).toBe(
    '3 rows. a. 1 more note stands with the table on the Data page.',
  );
  expect(withReaderNotes({ notes: ['a', 'b', 'c'] }, '').text).toContain('2 more notes stand');
});
