import { afterEach, expect, it } from 'vitest';
import { fuzzLinks } from '../../../test/harness/fuzz-links.ts';
import { sharedBuiltin } from '../../../test/harness/shared-workflow.ts';
import type { Sharing } from '../../core/ports/sharing.ts';
import type { Storage } from '../../core/ports/stores.ts';
import { openIdbStorage } from '../idb/open-idb-storage.ts';
import { createSharing } from './create-sharing.ts';
import { writePayload } from './payload-text.ts';

const BASE = 'https://sandbank.example/';

const open: Storage[] = [];
afterEach(() => {
  for (const storage of open.splice(0)) storage.close();
});

/** As another tab, or another visit, of the same browser has it. */
async function tab(name: string): Promise<Sharing> {
  const storage = await openIdbStorage({ name });
  open.push(storage);
  return await createSharing({ storage });
}

it('signs with one key in all tabs, which the next visit still has', async () => {
  const name = `sharing-${crypto.randomUUID()}`;
  const tabs = [await tab(name), await tab(name), await tab(name)];
  const made = await Promise.all(tabs.map((each, index) => each.nameIdentity(`Name ${index}`)));
  expect(new Set(made.map(({ key_id }) => key_id)).size).toBe(1);
  const workflow = sharedBuiltin('Monthly Cost Report');
  const links = await Promise.all(tabs.map((each) => each.makeLink(workflow, BASE, { sign: true })));
  expect(new Set(links.map(({ url }) => url)).size).toBe(1);
  for (const storage of open.splice(0)) storage.close();

  const next = await tab(name);
  expect(await next.openLink(links[0]?.url ?? '')).toMatchObject({
    kind: 'open',
    received: { workflow, signature: { state: 'valid', key_id: made[0]?.key_id, own: true } },
  });
  await next.deleteIdentity();
  expect(await next.openLink(links[0]?.url ?? '')).toMatchObject({ received: { signature: { state: 'valid', own: false } } });
});

it('closes links and files by a passphrase', async () => {
  const sharing = await tab(`sharing-${crypto.randomUUID()}`);
  const workflow = sharedBuiltin('Export to CSV');
  const passphrase = 'caf\u00e9 au lait';
  const { url } = await sharing.makeLink(workflow, BASE, { sign: false, passphrase });
  const file = new Blob([await sharing.makeFile(workflow, { sign: false, passphrase })]);
  expect(await sharing.openLink(url)).toEqual({ kind: 'locked' });
  expect(await sharing.openLink(url, 'cafe\u0301 au lait')).toMatchObject({ kind: 'open', received: { workflow } });
  expect(await sharing.openFile(file, passphrase)).toMatchObject({ kind: 'open', received: { workflow } });
  await expect(sharing.openFile(file, 'tea with milk')).rejects.toMatchObject({ problem: 'wrong_passphrase' });
});

it('forgets where a workflow came from with the workflow, once nobody can undo that', async () => {
  const name = `sharing-${crypto.randomUUID()}`;
  const storage = await openIdbStorage({ name });
  const sharing = await createSharing({ storage });
  const { id } = await storage.workflows.save({ name: 'Theirs', language: 'sql', code: 'SELECT 1' });
  const origin = 'O'.repeat(22);
  await sharing.rememberImport({ workflow_id: id, origin, version: 2, imported_at: '2026-11-30T10:00:00.000Z' });
  expect(await sharing.importedFrom(origin)).toHaveLength(1);
  await storage.workflows.delete(id);
  expect(await sharing.importedFrom(origin)).toEqual([]);
  expect(await (await storage.sharing()).importsFrom(origin)).toHaveLength(1);
  storage.close();
  await tab(name);
  await expect.poll(async () => await (await open[0]?.sharing())?.importsFrom(origin)).toEqual([]);
});

it('stops unpacking at the cap in a browser, too', async () => {
  const sharing = await tab(`sharing-${crypto.randomUUID()}`);
  const zeros = new Blob(Array.from({ length: 100 }, () => new Uint8Array(1_000_000)));
  const packed = await new Response(zeros.stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer();
  expect(packed.byteLength).toBeLessThan(200_000);
  const payload = await writePayload({ sealed: false, bytes: new Uint8Array(packed) });
  await expect(sharing.openLink(payload)).rejects.toMatchObject({ problem: 'too_large' });
});

it('refuses or opens changed links, and never takes one for what it is not', async () => {
  const tally = await fuzzLinks(6, 500);
  for (const problem of ['damaged', 'not_a_share', 'wrong_content']) expect(tally.refused[problem]).toBeGreaterThan(0);
  for (const way of ['same', 'unsigned', 'invalid', 'locked'] as const) expect(tally[way]).toBeGreaterThan(0);
});
