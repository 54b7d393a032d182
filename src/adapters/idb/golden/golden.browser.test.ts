import { expect, it } from 'vitest';
import type { Storage } from '../../../core/ports/stores.ts';
import type { StoredFile } from '../../../core/ports/stores.ts';
import { z } from 'zod';
import { migrations } from '../migrations/migrations.ts';
import { openIdbStorage } from '../open-idb-storage.ts';
import { dumpDatabase, restoreDatabase, type GoldenDatabase } from './raw-database.ts';
import v1 from './v1.json?raw';
import v2 from './v2.json?raw';
import v3 from './v3.json?raw';
import v4 from './v4.json?raw';

/** What each released version left behind, oldest first. A new version adds its own, made with `dumpDatabase`. */
const goldens = [v1, v2, v3, v4].map((text) => JSON.parse(text) as GoldenDatabase);

const fresh = (): string => `golden-${crypto.randomUUID()}`;

const textOf = async (stored: StoredFile | undefined): Promise<string | undefined> =>
  stored && new TextDecoder().decode(await stored.content.arrayBuffer());

it('has a golden database of every version', () => {
  expect(goldens.map(({ version }) => version)).toEqual(migrations.map((_migration, index) => index + 1));
});

it('makes the stores and indexes of the newest golden database anew', async () => {
  const name = fresh();
  (await openIdbStorage({ name })).close();
  const shape = ({ stores }: GoldenDatabase): object =>
    Object.fromEntries(Object.entries(stores).map(([store, { keyPath, indexes }]) => [store, { keyPath, indexes }]));
  const newest = goldens.at(-1);
  expect(newest && shape(newest)).toEqual(shape(await dumpDatabase(name)));
});

it.each(goldens.map((golden) => [golden.version, golden] as const))(
  'opens a database of version %i with all that it holds',
  async (version, golden) => {
    const name = fresh();
    await restoreDatabase(name, golden);
    const storage = await openIdbStorage({ name });
    await expectWorkflows(storage);
    await expectRuns(storage);
    await expectFiles(storage);
    await expectConversations(storage, version);
    await expectCalls(storage, version);
    await expectSharing(storage, version);
    const theme = await storage.settings.get('settings', z.object({ theme: z.string() }));
    expect(theme).toEqual({ theme: 'dark' });
    expect((await storage.status()).problem).toBeUndefined();
    storage.close();
  },
);

async function expectWorkflows({ workflows }: Storage): Promise<void> {
  const list = await workflows.list();
  expect(list).toHaveLength(1);
  expect(list[0]).toMatchObject({
    name: 'Cost by team',
    language: 'python',
    description: 'By team',
    tags: ['cost', 'team'],
    version: 2,
    last_run_at: '2026-11-20T10:00:00.000Z',
  });
  const id = list[0]?.id ?? '';
  expect(await workflows.version(id)).toMatchObject({ code: 'result = 2\u0000\ud800' });
  expect(await workflows.version(id, 1)).toMatchObject({
    language: 'sql',
    code: 'SELECT 1',
    changelog: 'First',
    params_schema: { type: 'object', properties: { month: { type: 'string' } } },
  });
  expect(await workflows.lastRunAt('builtin_report')).toBe('2026-11-20T11:00:00.000Z');
  expect(await workflows.save({ name: 'COST BY TEAM', language: 'sql', code: '3' })).toMatchObject({ id, version: 3 });
}

async function expectRuns({ runs }: Storage): Promise<void> {
  expect(await runs.markInterrupted()).toBe(1);
  const list = await runs.list({ limit: 10 });
  expect(list.map(({ run_id, status }) => [run_id, status])).toEqual([
    ['run_3', 'interrupted'],
    ['run_2', 'failed'],
    ['run_1', 'succeeded'],
  ]);
  expect(await runs.get('run_3')).toMatchObject({ stdout: 'half' });
  expect(await runs.get('run_2')).toMatchObject({ stderr: 'Traceback', error: { type: 'ValueError', line: 3 } });
  const run = await runs.get('run_1');
  expect(run?.stdout).toBe('x'.repeat(33_000));
  expect(run?.result).toEqual({ total: '12.50' });
  expect(run?.displays.map(({ kind, title }) => [kind, title])).toEqual([
    ['table', 'By team'],
    ['chart', undefined],
  ]);
}

async function expectFiles({ files, tables }: Storage): Promise<void> {
  expect((await files.list()).map(({ path, bytes }) => [path, bytes])).toEqual([
    ['data/costs.csv', 4],
    ['notes.md', 7],
  ]);
  expect(await textOf(await files.read('data/costs.csv'))).toBe('a\n1\n');
  expect(await files.undelete('gone.txt')).toBe(false);
  const list = await tables.list();
  expect(list.map(({ id, name, path }) => [id, name, path])).toEqual([
    ['table_1', 'cur', undefined],
    ['table_2', 'costs', 'data/costs.csv'],
  ]);
  expect(new TextDecoder().decode(await list[0]?.copy?.arrayBuffer())).toBe('a\n1\n');
}

/** There are some since version 3. */
async function expectCalls({ calls }: Storage, version: number): Promise<void> {
  const list = await calls.list({ limit: 10 });
  if (version < 3) return expect(list).toEqual([]);
  expect(list.map(({ id, decision, status }) => [id, decision, status])).toEqual([
    ['call_3', 'allowed', 'failed'],
    ['call_2', 'refused', 'refused'],
    ['call_1', 'allowed', 'succeeded'],
  ]);
  expect((await calls.list({ limit: 10, run_id: 'run_1' })).map(({ id }) => id)).toEqual(['call_2', 'call_1']);
  expect(list[1]?.resource).toBe('s3://someone-else/key \u0000 \ud800');
  expect(list[2]).toMatchObject({ workflow_id: 'wf_1', workflow_version: 2, bytes_scanned: 12_345_678 });
}

/** There is some since version 4. */
async function expectSharing({ sharing: load, workflows }: Storage, version: number): Promise<void> {
  const sharing = await load();
  const identity = await sharing.identity();
  if (version < 4) return expect(identity).toBeUndefined();
  if (identity === undefined) throw new Error('the identity is gone');
  expect(identity).toMatchObject({ key_id: '0123-4567-89ab-cdef-0123-4567-89ab-cdef', name: 'Anna' });
  const { privateKey, publicKey } = identity.keys as CryptoKeyPair;
  const [text, signature] = [new Uint8Array([1]), await crypto.subtle.sign('Ed25519', privateKey, new Uint8Array([1]))];
  expect(await crypto.subtle.verify('Ed25519', publicKey, signature, text)).toBe(true);
  expect((await sharing.signers()).map(({ name }) => name)).toEqual(['Ben of Zürich']);
  const id = (await workflows.list())[0]?.id ?? '';
  expect(await sharing.ownerOf('b3duIG9yaWdpbiBvZiBpdA')).toBe(id);
  expect(await sharing.importsFrom('dGhlaXIgb3JpZ2luIGhlcg')).toMatchObject([{ workflow_id: id, version: 7, local_version: 2 }]);
  expect(await sharing.ownerOf('b3JpZ2luIG9mIGEgZ29uZQ')).toBeUndefined();
}

/** There are some since version 2. */
async function expectConversations({ conversations }: Storage, version: number): Promise<void> {
  const list = await conversations.list();
  if (version < 2) return expect(list).toEqual([]);
  expect(list.map(({ id, title, readable, message_count }) => [id, title, readable, message_count])).toEqual([
    ['chat_2', 'Long', true, 2],
    ['chat_1', 'Why October rose', true, 2],
  ]);
  expect((await conversations.list('zürich')).map(({ id }) => id)).toEqual(['chat_1']);
  expect((await conversations.list('savings long')).map(({ id }) => id)).toEqual(['chat_2']);
  expect(await conversations.undelete('chat_3')).toBe(false);
  const conversation = await conversations.get('chat_1');
  expect(conversation).toMatchObject({
    title: 'Why October rose',
    titled: true,
    switches: { model_id: 'gemini', step_limit: 20 },
  });
  expect(conversation?.messages[1]).toMatchObject({
    usage: { input_tokens: 1200, output_tokens: 80 },
    parts: [
      { kind: 'tool_call', input: { language: 'python', code: 'print(1)' }, state: 'done', run_id: 'run_1' },
      { kind: 'text', text: 'EC2 in Zürich\u0000 \ud800 rose by 12 %.' },
    ],
  });
  const long = await conversations.get('chat_2');
  expect(long?.messages[0]?.parts).toEqual([{ kind: 'text', text: 'Savings '.repeat(4200) }]);
  expect(long?.messages[1]?.error).toEqual({ code: 'rate_limited', message: 'Wait', retry_after_s: 20 });
}
