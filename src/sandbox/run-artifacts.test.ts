import { expect, test } from 'vitest';
import { defaultLimits } from '../core/limits.ts';
import { RunArtifacts } from './run-artifacts.ts';

const table = (rows: unknown[]): string =>
  JSON.stringify({ kind: 'table', columns: [{ name: 'n', type: 'BIGINT' }], rows, row_count: 3, truncated: false });

test('rows that came before a table stand before its own', () => {
  const artifacts = new RunArtifacts(defaultLimits, new Set());
  expect(artifacts.displayRows('[[1],[2]]').kind).toBe('taken');
  expect(artifacts.display(table([[3]]))).toMatchObject({ kind: 'taken', value: { rows: [[1], [2], [3]] } });
  expect(artifacts.display(table([[4]]))).toMatchObject({ kind: 'taken', value: { rows: [[4]] } });
});

test.each([
  ['something else than a table', '{"kind":"markdown","text":"no"}'],
  ['what is no display', '{"rows":[]}'],
])('rows before %s are dropped with it', (_, json) => {
  const artifacts = new RunArtifacts(defaultLimits, new Set());
  artifacts.displayRows('[[1]]');
  expect(artifacts.display(json).kind).toBe('dropped');
  expect(artifacts.display(table([[2]]))).toMatchObject({ kind: 'taken', value: { rows: [[2]] } });
});

test('rows of another width than the table make it none', () => {
  const artifacts = new RunArtifacts(defaultLimits, new Set());
  artifacts.displayRows('[[1,2]]');
  expect(artifacts.display(table([[3]])).kind).toBe('dropped');
});

test('rows count against the limit of displays, also where no table follows', () => {
  const artifacts = new RunArtifacts({ ...defaultLimits, display_bytes: 1024 }, new Set());
  const rows = JSON.stringify(Array.from({ length: 150 }, (_, n) => [n]));
  expect(artifacts.displayRows(rows).kind).toBe('taken');
  expect(artifacts.displayRows(rows).kind).toBe('exceeded');
});
