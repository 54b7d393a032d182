import { expect, it } from 'vitest';
import { checkTableName, tableNameOf } from './table-name.ts';

it.each([
  ['Cost export (May).csv.gz', 'cost_export_may'],
  ['s\u00e9lect\u00e9 \u00fcber.csv', 'selecte_uber'],
  ['se\u0301lection.csv', 'selection'],
  ['s\u00e9lect.csv', 't_select'],
  ['semi.csv', 't_semi'],
  ['Anti.tsv', 't_anti'],
  ['2026.csv', 't_2026'],
  ['\u65e5\u672c.csv', 't_table'],
])('%s becomes %s', (fileName, name) => {
  expect(tableNameOf(fileName)).toBe(name);
});

it('refuses a name that only quotes would make readable', () => {
  expect(() => checkTableName('Semi', new Set())).toThrow(/"Semi", which SQL keeps for itself; use another, such as Semi_table/u);
  expect(() => checkTableName('semi_table', new Set())).not.toThrow();
});
