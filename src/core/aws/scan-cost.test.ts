import { describe, expect, it } from 'vitest';
import { billedBytes, scanCost, scannedText } from './scan-cost.ts';

const MB = 1024 ** 2;
const TB = 1024 ** 4;

describe('scanCost', () => {
  it.each([
    [0, '5.00', '0.00'],
    [1, '5.00', '0.0001'],
    [10 * MB, '5.00', '0.0001'],
    [10 * MB, '6.75', '0.0001'],
    [1024 * MB, '5.00', '0.0049'],
    [100 * 1024 * MB, '5', '0.4883'],
    [TB, '5.00', '5.00'],
    [TB + 1, '5.00', '5.01'],
    [1000 * TB, '6.750001', '6750.01'],
    [TB, '0', '0.00'],
    [TB / 5, '5.00', '1.01'],
    [8 * 1024 * 1024 * TB, '999999.999999', '8388607999991.62'],
  ])('of %i bytes at $%s a terabyte is $%s', (bytes, price, cost) => {
    expect(scanCost(bytes, price)).toBe(cost);
  });
});

it('counts whole megabytes, ten at least, and nothing for nothing', () => {
  expect([0, 1, 10 * MB, 10 * MB + 1].map(billedBytes)).toEqual([0, 10 * MB, 10 * MB, 11 * MB]);
});

it.each([
  [0, '0 bytes'],
  [12.3 * MB, '12.3 MB'],
  [100 * 1024 * MB, '100 GB'],
  [1.5 * TB, '1.5 TB'],
  [5000 * TB, '5000 TB'],
])('tells of %i bytes as %s', (bytes, text) => {
  expect(scannedText(bytes)).toBe(text);
});
