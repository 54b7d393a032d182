import { expect, it } from 'vitest';
import { scanTotalsFrame, toldInFrame } from '../../../test/harness/sandboxed-frame.ts';
import { openIdbStorage } from '../idb/open-idb-storage.ts';
import { createScanTotals } from './scan-totals.ts';

it('counts what two tabs add at once, and keeps it', async () => {
  const name = `scanned-${crypto.randomUUID()}`;
  const tabs = await Promise.all([openIdbStorage({ name }), openIdbStorage({ name })]);
  const [first, second] = tabs.map(({ settings }) => createScanTotals(settings));
  const adding = Array.from({ length: 40 }, async (_, index) => await (index % 2 === 0 ? first : second)?.add('2026-11-30', 2));
  await Promise.all(adding);
  expect(await first?.read('2026-11-30')).toBe(80);
  for (const tab of tabs) tab.close();
});

it('counts all in a frame to which the browser refuses locks', async () => {
  expect(await toldInFrame(scanTotalsFrame)).toBe(40);
});
