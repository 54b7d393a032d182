import { openStorage } from '../../src/adapters/storage/open-storage.ts';
import type { Run } from '../../src/core/run.ts';

/** What a test asks of another tab; the answer goes to its parent as `OtherTabAnswer`. */
export type OtherTabOrder = { database: string; run?: Run; locks: boolean };

export type OtherTabAnswer = { backend: string; problem: string };

declare global {
  var otherTabOrder: OtherTabOrder;
}

/** Opens the storage as the app does and, where it is told to, runs something that it never finishes. */
async function obey({ database, run, locks }: OtherTabOrder): Promise<OtherTabAnswer> {
  const storage = await openStorage({ name: database, ...(locks ? {} : { locks: null }) });
  if (run !== undefined) {
    await storage.runs.begin({ ...run, stdout: '' });
    await storage.runs.checkpoint(run);
  }
  const { backend, problem = '' } = await storage.status();
  return { backend, problem };
}

obey(globalThis.otherTabOrder).then(
  (answer) => parent.postMessage({ answer }, '*'),
  (error: unknown) => parent.postMessage({ error: String(error) }, '*'),
);
