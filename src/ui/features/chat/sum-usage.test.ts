import { describe, expect, it } from 'vitest';
import { addDecimals, formatUsd, totalOf } from './sum-usage.ts';

describe('money', () => {
  it('is summed to the last digit', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.3');
    expect(addDecimals('0', '12.005')).toBe('12.005');
    expect(addDecimals('99.99', '0.01')).toBe('100.00');
    expect(addDecimals('0.0000001', '900719925474099.1')).toBe('900719925474099.1000001');
  });
  it('is short for a person', () => {
    expect(['0.01234', '1.239', '0.00001', '0', '0.5'].map(formatUsd)).toEqual([
      '$0.0123',
      '$1.23',
      'less than $0.0001',
      '$0.00',
      '$0.50',
    ]);
  });
});

describe('totalOf', () => {
  const usage = { input_tokens: 10, output_tokens: 2 };
  it('says whether all answers have a price, and the oldest day of one', () => {
    expect(totalOf([{}])).toBeUndefined();
    expect(
      totalOf([
        { usage, cost: { usd: '0.1', priced_on: '2026-11-01' } },
        { usage, cost: { usd: '0.2', priced_on: '2026-10-01' } },
      ]),
    ).toEqual({ usage: { input_tokens: 20, output_tokens: 4 }, cost: { usd: '0.3', priced_on: '2026-10-01' }, priced: true });
    expect(totalOf([{ usage }])?.priced).toBe(false);
  });
});
