import { expect, it } from 'vitest';
import { copyName } from './copy-name.ts';

it('finds the first name that is free, without regard to case', () => {
  expect(copyName('Report', ['Report'])).toBe('Report (copy)');
  expect(copyName('Report', ['Report', 'REPORT (Copy)'])).toBe('Report (copy 2)');
  expect(copyName('Report (copy)', ['Report (copy)', 'report (copy 2)'])).toBe('Report (copy 3)');
});
