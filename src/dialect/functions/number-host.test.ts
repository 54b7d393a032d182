import { describe, expect, it } from 'vitest';
import { divideText, doubleText } from './number-host.ts';

describe('division of decimals', () => {
  it.each([
    ['7.00', '2', '2', '3.50'],
    ['1', '3', '4', '0.3333'],
    ['2', '3', '4', '0.6667'],
    ['-2', '3', '4', '-0.6667'],
    ['0.005', '-1', '2', '-0.01'],
    ['0.004', '-1', '2', '0.00'],
    ['12345678901234567890.123456789', '0.000000003', '9', '4115226300411522630041152263.000000000'],
    ['100', '8', '0', '13'],
  ])('%s / %s with %s digits is %s', (a, b, scale, expected) => {
    expect(divideText(a, b, scale)).toBe(expected);
  });

  it('has no value where an operand has none', () => {
    expect(divideText(null, '1', '2')).toBeNull();
    expect(divideText('1', null, '2')).toBeNull();
  });
});

describe('doubles as text', () => {
  it.each([
    ['1.5', '1.5E0'],
    ['100.0', '1.0E2'],
    ['1e+20', '1.0E20'],
    ['-0.00123', '-1.23E-3'],
    ['0.0', '0E0'],
    ['-0.0', '-0E0'],
    ['nan', 'NaN'],
    ['-inf', '-Infinity'],
  ])('%s is %s', (duck, trino) => {
    expect(doubleText(duck)).toBe(trino);
  });
});
