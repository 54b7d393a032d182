import type { BillingShape } from '../../../src/core/billing/billing-profile.ts';
import type { NullTexts } from './column-sniffer.ts';

/**
 * How a billing file's empty cells and NULLs are read, in sentences. AWS's own tables of a CUR have '' where a text is empty, and
 * queries ask `= ''` and `<> ''`; a CSV that writes "" itself (Athena's answers do) tells the two apart.
 */
export function readingEvidence(shape: BillingShape | undefined, nulls: NullTexts, blankText: boolean): string[] {
  if (shape === undefined) return [];
  const blanks = blankText
    ? "Empty cells: the empty text '' where the column is text, as in AWS's own tables of a CUR; NULL where it is a number, a time or a map"
    : 'Empty cells: NULL; only "" in quotes is the empty text';
  if (nulls.plain && nulls.quoted) return [blanks, 'The text NULL is NULL, in quotes too: this file quotes its numbers so'];
  if (nulls.quoted) return [blanks, 'The text "NULL" in quotes is NULL: this file quotes its numbers so'];
  if (nulls.plain) return [blanks, 'The text NULL is NULL; "NULL" in quotes is a text'];
  return [blanks];
}
