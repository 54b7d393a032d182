import { expect, it, vi } from 'vitest';
import { sampleRun, sampleWorkflow } from '../../../test/contracts/storage-contract-samples.ts';
import { openOtherTab } from '../../../test/harness/other-tab.ts';
import { openStorage } from './open-storage.ts';

it('stands on the database where there is one', async () => {
  const storage = await openStorage({ name: `open-${crypto.randomUUID()}` });
  expect(await storage.status()).toMatchObject({ backend: 'indexeddb' });
  expect((await storage.status()).problem).toBeUndefined();
  storage.close();
});

it('works in memory where the browser refuses storage, and says what is not kept', async () => {
  const other = await openOtherTab({ database: 'refused', run: sampleRun(), locks: true }, true);
  expect(other.answer.backend).toBe('memory');
  expect(other.answer.problem).toMatch(/gives this page no database.*Private windows.*gone when this tab is closed/u);
  other.kill();
});

it('works in memory where the browser has no IndexedDB at all', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const storage = await openStorage();
  vi.unstubAllGlobals();
  expect(await storage.status()).toMatchObject({ backend: 'memory', problem: expect.stringContaining('no database') as string });
  expect(await storage.workflows.save(sampleWorkflow())).toMatchObject({ version: 1 });
});
