import { expect, it } from 'vitest';
import { openIdbStorage } from '../idb/open-idb-storage.ts';
import { createScanTotals } from './scan-totals.ts';

it('counts what two tabs add at once, and keeps it', async () => {
  const name = `scanned-${crypto.randomUUID()}`;
  const tabs = await Promise.all([openIdbStorage({ name }), openIdbStorage({ name })]);
  const totals = tabs.map(({ settings }) => createScanTotals(settings));
  await Promise.all(Array.from({ length: 40 }, (_, index) => totals[index % 2]?.add('2026-11-30', 2)));
  expect(await totals[0]?.read('2026-11-30')).toBe(80);
  for (const tab of tabs) tab.close();
});
