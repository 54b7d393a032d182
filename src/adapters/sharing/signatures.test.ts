import canonicalize from 'canonicalize';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sharedWorkflow } from '../../../test/harness/shared-workflow.ts';
import type { Sharing, SignatureCheck } from '../../core/ports/sharing.ts';
import type { Storage } from '../../core/ports/stores.ts';
import { createMemoryStorage } from '../memory/create-memory-storage.ts';
import { createSharing } from './create-sharing.ts';
import { deflate, inflate } from './deflate.ts';
import { readPayload, writePayload } from './payload-text.ts';
import { MOST_JSON, type ShareDocument } from './share-document.ts';

vi.setConfig({ testTimeout: 60_000 });

const BASE = 'https://sandbank.example/';
const KEY_ID = /^[0-9a-f]{4}(?:-[0-9a-f]{4}){7}$/u;

/** A person with a browser. */
type Person = { storage: Storage; sharing: Sharing };

async function person(): Promise<Person> {
  const storage = createMemoryStorage();
  return { storage, sharing: await createSharing({ storage }) };
}

async function signedBy({ sharing }: Person, over = {}): Promise<string> {
  const { url } = await sharing.makeLink(sharedWorkflow(over), BASE, { sign: true });
  return url.slice(url.indexOf('1.'));
}

async function checkOf({ sharing }: Person, payload: string): Promise<SignatureCheck> {
  const opened = await sharing.openLink(payload);
  if (opened.kind === 'locked') throw new Error('it is locked');
  return opened.received.signature;
}

/** As an attacker changes it, who can do all but sign. */
async function changed(payload: string, change: (document: Required<ShareDocument>) => object): Promise<string> {
  const { bytes } = await readPayload('link', payload);
  const document = JSON.parse(new TextDecoder().decode(await inflate(bytes, MOST_JSON))) as Required<ShareDocument>;
  const text = canonicalize(change(document)) ?? '';
  return await writePayload({ sealed: false, bytes: await deflate(new TextEncoder().encode(text)) });
}

let anna: Person;
let ben: Person;
beforeEach(async () => {
  [anna, ben] = [await person(), await person()];
  await anna.sharing.nameIdentity('Anna');
});

describe('a signature', () => {
  it('tells whose key it is, what the signer claims and what the person calls them', async () => {
    const payload = await signedBy(anna);
    const { key_id } = (await anna.sharing.identity()) ?? { key_id: '' };
    expect(key_id).toMatch(KEY_ID);
    expect(await checkOf(anna, payload)).toEqual({ state: 'valid', key_id, claimed_name: 'Anna', own: true });
    expect(await checkOf(ben, payload)).toEqual({ state: 'valid', key_id, claimed_name: 'Anna', own: false });
    await ben.sharing.nameSigner(key_id, ' Anna of Finance ');
    expect(await checkOf(ben, payload)).toMatchObject({ known_as: 'Anna of Finance' });
    await ben.sharing.forgetSigner(key_id);
    expect(await checkOf(ben, payload)).not.toHaveProperty('known_as');
  });

  it('is the same for the same content, in links and in files', async () => {
    expect(await signedBy(anna)).toBe(await signedBy(anna));
    const text = await anna.sharing.makeFile(sharedWorkflow(), { sign: true });
    expect(await ben.sharing.openFile(new Blob([text]))).toMatchObject({ received: { signature: { state: 'valid' } } });
    const { url } = await anna.sharing.makeLink(sharedWorkflow(), BASE, { sign: true, passphrase: 'correct horse battery' });
    expect(await ben.sharing.openLink(url, 'correct horse battery')).toMatchObject({
      received: { signature: { state: 'valid', claimed_name: 'Anna' } },
    });
  });

  it.each<[string, (document: Required<ShareDocument>) => object]>([
    ['code', (document) => ({ ...document, workflow: { ...document.workflow, code: 'import os' } })],
    ['a capability', (document) => ({ ...document, workflow: { ...document.workflow, capabilities: [] } })],
    ['the origin', (document) => ({ ...document, workflow: { ...document.workflow, origin: 'B'.repeat(22) } })],
    ['the version', (document) => ({ ...document, workflow: { ...document.workflow, version: 99 } })],
    ['a form left out', ({ workflow: { params_schema: _form, ...workflow }, signature }) => ({ workflow, signature })],
    ['the claimed name', (document) => ({ ...document, signature: { ...document.signature, name: 'Ben' } })],
    ['the signature', (document) => ({ ...document, signature: { ...document.signature, value: `${'A'.repeat(85)}A` } })],
    ['the key', (document) => ({ ...document, signature: { ...document.signature, public_key: 'A'.repeat(43) } })],
  ])('is invalid after a change of %s', async (_what, change) => {
    const payload = await changed(await signedBy(anna), change);
    expect(await checkOf(ben, payload)).toEqual({ state: 'invalid', problem: expect.any(String) as unknown });
  });

  it('is invalid with the key of another, or taken from another workflow', async () => {
    await ben.sharing.nameIdentity('Ben');
    const [annas, bens] = [await signedBy(anna), await signedBy(ben)];
    const other = await signedBy(anna, { code: 'other' });
    let signatures: Required<ShareDocument>['signature'][] = [];
    for (const each of [bens, other]) {
      await changed(each, (document) => {
        signatures = [...signatures, document.signature];
        return document;
      });
    }
    const [bensOwn, ofOther] = signatures;
    for (const swap of [{ public_key: bensOwn?.public_key }, { value: ofOther?.value }]) {
      const payload = await changed(annas, (document) => ({ ...document, signature: { ...document.signature, ...swap } }));
      expect((await checkOf(ben, payload)).state).toBe('invalid');
    }
  });

  it('that was taken off leaves it unsigned; one put in its place is of another key', async () => {
    const payload = await signedBy(anna);
    expect(await checkOf(ben, await changed(payload, ({ workflow }) => ({ workflow })))).toEqual({ state: 'unsigned' });
    const eve = await person();
    await eve.sharing.nameIdentity('Anna');
    const [first, again] = [await checkOf(ben, payload), await checkOf(ben, await signedBy(eve))];
    expect(again).toMatchObject({ state: 'valid', claimed_name: 'Anna', own: false });
    expect(again).not.toMatchObject({ key_id: first.state === 'valid' ? first.key_id : '' });
  });

  it('is made by who has one', async () => {
    await expect(signedBy(ben)).rejects.toMatchObject({ name: 'ShareError', problem: 'wrong_content' });
    expect(await ben.sharing.identity()).toBeUndefined();
  });
});

describe('who signs here', () => {
  it('gets another name and keeps the key, until it is deleted', async () => {
    const before = await anna.sharing.identity();
    expect(await anna.sharing.nameIdentity('Anna Z.')).toEqual({ ...before, name: 'Anna Z.' });
    await anna.sharing.deleteIdentity();
    expect(await anna.sharing.identity()).toBeUndefined();
    expect((await anna.sharing.nameIdentity('Anna')).key_id).not.toBe(before?.key_id);
  });

  it('is one, where two tabs make one at once', async () => {
    const [first, second] = [await createSharing({ storage: ben.storage }), await createSharing({ storage: ben.storage })];
    const made = await Promise.all([first.nameIdentity('One'), second.nameIdentity('Two')]);
    expect(made[0].key_id).toBe(made[1].key_id);
    expect((await first.identity())?.key_id).toBe(made[0].key_id);
  });

  it('has a name that can be read', async () => {
    for (const name of ['', '  ', 'a\u202eb', 'x'.repeat(101)])
      await expect(anna.sharing.nameIdentity(name)).rejects.toMatchObject({ name: 'ShareError' });
    await expect(anna.sharing.nameSigner('abcd', 'Anna')).rejects.toThrow('eight groups');
    expect(await anna.sharing.knownSigners()).toEqual([]);
  });
});

describe('where a workflow comes from', () => {
  const code = { language: 'python', code: 'print(1)' } as const;

  it('is kept, and is its own', async () => {
    const { id } = await anna.storage.workflows.save({ name: 'Mine', ...code });
    const origin = await anna.sharing.originOf(id);
    expect(origin).toMatch(/^[\w-]{22}$/u);
    expect(await anna.sharing.originOf(id)).toBe(origin);
    expect(await anna.sharing.originOf('builtin_x')).not.toBe(origin);
    expect(await anna.sharing.importedFrom(origin)).toMatchObject([{ workflow_id: id, version: 1, own: true }]);
    expect(await anna.sharing.importOf(id)).toBeUndefined();
  });

  it('goes on with an import until something is saved over it', async () => {
    const { workflows } = ben.storage;
    const { id } = await workflows.save({ name: 'Theirs', ...code });
    const origin = { workflow_id: id, origin: 'O'.repeat(22), version: 7, imported_at: '2026-11-30T10:00:00.000Z' };
    await ben.sharing.rememberImport(origin);
    expect(await ben.sharing.importOf(id)).toEqual(origin);
    expect(await ben.sharing.originOf(id)).toBe(origin.origin);
    await workflows.save({ name: 'Theirs', language: 'python', code: 'print(2)' });
    expect(await ben.sharing.importOf(id)).toBeUndefined();
    expect(await ben.sharing.originOf(id)).not.toBe(origin.origin);
    expect(await ben.sharing.importedFrom(origin.origin)).toEqual([origin]);
  });

  it('may be the same for several, and for none that is deleted', async () => {
    const { workflows } = ben.storage;
    const from = { origin: 'O'.repeat(22), version: 1 };
    const ids: string[] = [];
    for (const day of [1, 2, 3]) {
      const { id } = await workflows.save({ name: `Copy ${day}`, ...code });
      await ben.sharing.rememberImport({ ...from, workflow_id: id, imported_at: `2026-11-0${day}T00:00:00Z` });
      ids.push(id);
    }
    await workflows.delete(ids[1] ?? '');
    expect((await ben.sharing.importedFrom(from.origin)).map((each) => each.workflow_id)).toEqual([ids[2], ids[0]]);
    await workflows.undelete(ids[1] ?? '');
    expect(await ben.sharing.importedFrom(from.origin)).toHaveLength(3);
    await expect(
      ben.sharing.rememberImport({ ...from, workflow_id: 'gone', imported_at: '2026-11-30T10:00:00Z' }),
    ).rejects.toMatchObject({ name: 'ShareError' });
  });
});
