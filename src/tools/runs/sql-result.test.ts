import { expect, test } from 'vitest';
import { rowsAsObjects } from './sql-result.ts';

test('rows become objects, and columns of one name are kept apart', async () => {
  const columns = ['service', 'cost', 'cost'].map((name) => ({ name, type: 'VARCHAR' }));
  const { value, cut } = await rowsAsObjects(columns, [['AmazonEC2', '1.50', null]], 1000);
  expect(value).toEqual([{ service: 'AmazonEC2', cost: '1.50', cost_2: null }]);
  expect(cut).toBe(false);
});

test('what passes the size is cut at a row, and says so', async () => {
  const rows = Array.from({ length: 5000 }, (_, index) => [index, 'x'.repeat(90)]);
  const columns = [
    { name: 'n', type: 'INTEGER' },
    { name: 'text', type: 'VARCHAR' },
  ];
  const { value, cut } = await rowsAsObjects(columns, rows, 100_000);
  expect(cut).toBe(true);
  expect(JSON.stringify(value).length).toBeLessThanOrEqual(100_000);
  expect((value as unknown[]).length).toBeGreaterThan(800);
});

test('a column called __proto__ is a column like any other', async () => {
  const { value } = await rowsAsObjects([{ name: '__proto__', type: 'VARCHAR' }], [['polluted']], 1000);
  expect(JSON.stringify(value)).toBe('[{"__proto__":"polluted"}]');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
