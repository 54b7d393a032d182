import { expect, it } from 'vitest';
import { createMemoryStorage } from '../memory/create-memory-storage.ts';
import { createScanTotals } from './scan-totals.ts';

it('adds up a day, and begins another with nothing', async () => {
  const { settings } = createMemoryStorage();
  const totals = createScanTotals(settings);
  expect(await totals.read('2026-11-30')).toBe(0);
  expect(await totals.add('2026-11-30', 100)).toBe(100);
  expect(await totals.add('2026-11-30', 50)).toBe(150);
  expect(await totals.add('2026-11-30', -120)).toBe(30);
  expect(await createScanTotals(settings).read('2026-11-30')).toBe(30);
  expect(await totals.read('2026-12-01')).toBe(0);
  expect(await totals.add('2026-12-01', 5)).toBe(5);
  expect(await totals.add('2026-11-30', 7)).toBe(0);
  expect(await totals.read('2026-12-01')).toBe(5);
});

it('counts all that is added at once', async () => {
  const totals = createScanTotals(createMemoryStorage().settings);
  await Promise.all(Array.from({ length: 50 }, () => totals.add('2026-11-30', 2)));
  expect(await totals.read('2026-11-30')).toBe(100);
});
