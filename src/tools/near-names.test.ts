import { expect, test } from 'vitest';
import { suggestion } from './near-names.ts';

test('names what was probably meant', () => {
  expect(suggestion('monthly report', ['Monthly Cost Report', 'Export to CSV'], 'workflows')).toBe(
    'Did you mean "Monthly Cost Report"?',
  );
  expect(suggestion('exceute_code', ['execute_code', 'list_runs'], 'tools')).toBe('Did you mean "execute_code"?');
});

test('else what there is, or that there is nothing', () => {
  expect(suggestion('zzz', ['alpha', 'beta'], 'files')).toBe('The files are "alpha", "beta".');
  expect(suggestion('zzz', [], 'files')).toBe('There are no files.');
});
