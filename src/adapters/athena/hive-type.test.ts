import { expect, it } from 'vitest';
import { trinoTypeOfHive } from './hive-type.ts';

it.each([
  ['string', 'varchar'],
  ['bigint', 'bigint'],
  ['decimal(18, 2)', 'decimal(18,2)'],
  ['map<string,string>', 'map(varchar, varchar)'],
  ['array<map<string,decimal(18,2)>>', 'array(map(varchar, decimal(18,2)))'],
  ['struct<a:int,b:array<string>>', 'row(a integer, b array(varchar))'],
  ['varchar(10)', 'varchar(10)'],
  ['timestamp', 'timestamp'],
  ['map<string', 'map(varchar)'],
  ['>>>', ''],
  ['uniontype<int,string>', 'uniontype(integer, varchar)'],
])('%s', (hive, trino) => expect(trinoTypeOfHive(hive)).toBe(trino));

it('reads a type of any depth', () => {
  expect(trinoTypeOfHive('array<'.repeat(3000))).toContain('array(array(');
  expect(trinoTypeOfHive('array<'.repeat(100_000))).toMatch(/^array</u);
});
