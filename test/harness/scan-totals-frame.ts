import { createMemoryStorage } from '../../src/adapters/memory/create-memory-storage.ts';
import { createScanTotals } from '../../src/adapters/storage/scan-totals.ts';

// Runs in a sandboxed frame, and tells the page around it what it counted.
async function count(): Promise<number> {
  const totals = createScanTotals(createMemoryStorage().settings);
  await Promise.all(Array.from({ length: 20 }, () => totals.add('2026-11-30', 2)));
  return await totals.read('2026-11-30');
}

count().then(
  (bytes) => parent.postMessage(bytes, '*'),
  (error: unknown) => parent.postMessage(String(error), '*'),
);
