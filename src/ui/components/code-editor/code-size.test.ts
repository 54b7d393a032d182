import { describe, expect, it } from 'vitest';
import { codeSize, headOf } from './code-size.ts';

describe('codeSize', () => {
  it.each([
    ['', 'small'],
    ['x'.repeat(60_000), 'small'],
    ['x'.repeat(60_001), 'large'],
    ['\n'.repeat(2000), 'large'],
    ['x'.repeat(2_000_001), 'huge'],
    ['\n'.repeat(50_000), 'huge'],
  ] as const)('goes by characters and lines', (text, size) => {
    expect(codeSize(text)).toBe(size);
  });
});

describe('headOf', () => {
  it('is bounded in both', () => {
    expect(headOf('x\n'.repeat(10_000)).split('\n')).toHaveLength(500);
    expect(headOf('x'.repeat(10_000_000))).toHaveLength(50_000);
    expect(headOf('a\nb')).toBe('a\nb');
  });
});
