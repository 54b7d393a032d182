import { describe, expect, it } from 'vitest';
import { heldType, trinoTypeText } from './duck-types.ts';

describe('types of the engine as Athena writes them', () => {
  it.each([
    ['DECIMAL(18,2)', 'decimal(18,2)'],
    ['VARCHAR', 'varchar'],
    ['MAP(VARCHAR, DECIMAL(20,10)[])', 'map(varchar, array(decimal(20,10)))'],
    ['STRUCT(a INTEGER, "b ""c" VARCHAR[])[]', 'array(row(a integer, b "c array(varchar)))'],
    ['INTEGER[3]', 'array(integer)'],
    ["ENUM('a', 'b)', 'c')", 'varchar'],
    ['TIMESTAMP', 'timestamp(3)'],
    ['TIMESTAMP WITH TIME ZONE', 'timestamp(3) with time zone'],
    ['HUGEINT', 'decimal(38,0)'],
    ['UNION(a INTEGER)', 'varchar'],
    ['BIT', 'varchar'],
  ])('%s is %s', (duck, trino) => {
    expect(trinoTypeText(duck)).toBe(trino);
  });

  it('says where the engine holds a value in another type than queries get', () => {
    expect(heldType('MAP(VARCHAR, VARCHAR)')).not.toHaveProperty('held');
    expect(heldType('STRUCT(a INTEGER, "b" VARCHAR)')).not.toHaveProperty('held');
    expect(heldType('FLOAT')).not.toHaveProperty('held');
    expect(heldType('UBIGINT')).toHaveProperty('held', 'UBIGINT');
    expect(heldType("ENUM('a', 'b')")).toHaveProperty('held');
  });
});
