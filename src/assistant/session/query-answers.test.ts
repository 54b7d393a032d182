import { describe, expect, it } from 'vitest';
import type { QueryResult } from '../../core/dataset.ts';
import { QueryAnswers } from './query-answers.ts';

const answer = (rows: number): QueryResult => ({
  columns: [{ name: 'a', type: 'integer' }],
  rows: Array.from({ length: rows }, (_, index) => [index]),
  row_count: rows,
  truncated: false,
  connection: 'sample',
  statistics: { duration_ms: 1 },
});

describe('the answers of queries', () => {
  it('are kept by conversation and call, and the oldest given up when they are too many', () => {
    const answers = new QueryAnswers(10);
    answers.keep('a', '1', answer(4));
    answers.keep('b', '1', answer(4));
    answers.keep('b', '1', answer(5));
    expect(answers.get('a', '1')?.rows).toHaveLength(4);
    expect(answers.get('b', '1')?.rows).toHaveLength(5);
    answers.keep('b', '2', answer(2));
    expect(answers.get('a', '1')).toBeUndefined();
    expect(answers.get('b', '1')?.rows).toHaveLength(5);
    answers.keep('b', '3', answer(11));
    expect(answers.get('b', '3')).toBeUndefined();
  });
});
