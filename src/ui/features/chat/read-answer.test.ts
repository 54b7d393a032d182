import { describe, expect, it } from 'vitest';
import { markUntrusted } from '../../../assistant/results/mark-untrusted.ts';
import { summariseAnswer } from '../../../assistant/results/summarise-answer.ts';
import { readAnswer, readRefusal } from './read-answer.ts';

const told = (tool: string, answer: unknown) => readAnswer(markUntrusted(tool, summariseAnswer(tool, answer).text));

describe('readAnswer', () => {
  it('reads the rows of a query from what the model was given', () => {
    const columns = [
      { name: 'service', type: 'varchar' },
      { name: 'cost', type: 'decimal(18,2)' },
    ];
    const rows = [
      ['EC2', '12.30'],
      ['S3', null],
    ];
    const answer = { columns, rows, row_count: 40, truncated: false, connection: 'sample', statistics: { duration_ms: 1 } };
    expect(told('query_data', answer)).toEqual({
      kind: 'table',
      columns,
      rows,
      row_count: 40,
      more: true,
      rest: 'connection: sample',
    });
  });
  it('tells columns apart whatever their names are', () => {
    const columns = ['Service Name', 'cost, USD', 'sum("x, y")', 'a(b', 'day', 'äö_1'].map((name) => ({
      name,
      type: 'decimal(18,2)',
    }));
    const rows = [['1', '2', '3', '4', '5', '6']];
    const answer = { columns, rows, row_count: 1, truncated: false, connection: 'sample', statistics: { duration_ms: 1 } };
    expect(told('query_data', answer)).toMatchObject({ kind: 'table', columns, rows, more: false });
  });
  it('reads JSON', () => {
    expect(told('list_files', { files: [{ path: 'a' }] })).toEqual({ kind: 'json', value: { files: [{ path: 'a' }] } });
  });
  it('leaves everything else as text', () => {
    for (const text of ['', '{"a":', 'columns: a, b\n[1]', 'Denied', '<untrusted_data>x']) {
      expect(readAnswer(text)).toEqual({ kind: 'text', text });
    }
  });
});

it('reads why a tool refused without what is for the model alone', () => {
  expect(readRefusal(markUntrusted('query_data', 'error: QueryError: Nobody is signed in to AWS.'))).toBe(
    'QueryError: Nobody is signed in to AWS.',
  );
  expect(readRefusal('The call was denied.')).toBe('The call was denied.');
});
