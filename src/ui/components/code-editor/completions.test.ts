import { describe, expect, it } from 'vitest';
import type { TableInfo } from '../../../core/dataset.ts';
import { completionsFor } from './completions.ts';

const tables: TableInfo[] = [
  { name: 'cur', kind: 'CUR 2.0', rows: 250_000, columns: [{ name: 'line_item_unblended_cost', type: 'DECIMAL(18,2)' }] },
  { name: 'costs', columns: [{ name: 'my cost', type: 'DOUBLE' }] },
];
const labels = (language: 'python' | 'javascript' | 'sql', before: string) =>
  completionsFor(language, before, tables).map((each) => each.label);

describe('completionsFor', () => {
  it('gives SQL tables, columns, functions and words', () => {
    const offered = ['cur', 'line_item_unblended_cost', 'GROUP BY', 'date_trunc', 'element_at', 'approx_percentile', 'try_cast'];
    expect(labels('sql', 'SELECT ')).toEqual(expect.arrayContaining(offered));
  });
  it('gives each function of Athena once, with how it is called', () => {
    const functions = completionsFor('sql', '', []).filter(({ kind }) => kind === 'function');
    expect(new Set(functions.map(({ label }) => label)).size).toBe(functions.length);
    for (const { label, detail, insert, doc } of functions) {
      expect(label).toMatch(/^[a-z][a-z0-9_]*$/u);
      expect(detail).toMatch(/^[a-z0-9_]+\(.*\)$/u);
      expect(insert).toMatch(/\((?:\$0)?\)$/u);
      expect(doc).toMatch(/^\S.*\S\.$/u);
    }
    expect(functions.find(({ label }) => label === 'date_diff')).toMatchObject({ detail: 'date_diff(unit, from, to)' });
  });
  it('gives only the columns of the table before the point', () => {
    expect(labels('sql', 'SELECT cur.line')).toEqual(['line_item_unblended_cost']);
  });
  it('gives code our own functions, and tables only inside of a text', () => {
    expect(labels('python', 'rows = ')).toEqual(expect.arrayContaining(['query', 'chart', 'progress', 'params']));
    expect(labels('python', 'rows = ')).not.toContain('cur');
    expect(labels('python', 'await query("""\nSELECT ')).toContain('cur');
    expect(labels('javascript', 'await query(`SELECT * FROM ')).toContain('costs');
    expect(labels('javascript', 'const name = "a"; ')).toContain('fs');
  });
  it('gives none of our functions after a point', () => {
    expect(labels('javascript', 'rows.')).toEqual([]);
  });
  it('quotes a column whose name is no word', () => {
    expect(completionsFor('sql', '', tables).find((each) => each.label === 'my cost')?.insert).toBe('"my cost"');
  });
});
