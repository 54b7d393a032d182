import { describe, expect, it } from 'vitest';
import type { StoredIdentity, StoredImport } from '../../src/core/ports/sharing-store.ts';
import type { Storage } from '../../src/core/ports/stores.ts';

async function sampleIdentity(name: string): Promise<StoredIdentity> {
  const keys = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  return { key_id: `key of ${name}`, name, created_at: '2026-11-20T10:00:00.000Z', keys };
}

const sampleImport = (over: Partial<StoredImport> = {}): StoredImport => ({
  workflow_id: 'wf_1',
  origin: 'theirs',
  version: 7,
  imported_at: '2026-11-20T10:00:00.000Z',
  local_version: 1,
  ...over,
});

export function sharingContract(storage: () => Storage): void {
  describe('the identity that signs', () => {
    it('is one, whoever comes first, and signs after it was stored', async () => {
      const sharing = await storage().sharing();
      expect(await sharing.identity()).toBeUndefined();
      expect(await sharing.renameIdentity('Nobody')).toBeUndefined();
      const [anna, ben] = [await sampleIdentity('Anna'), await sampleIdentity('Ben')];
      const kept = await Promise.all([sharing.addIdentity(anna), sharing.addIdentity(ben)]);
      expect(kept.map(({ name }) => name)).toEqual(['Anna', 'Anna']);
      expect(await sharing.renameIdentity('Anna Z.')).toMatchObject({ key_id: 'key of Anna', name: 'Anna Z.' });
      const stored = await sharing.identity();
      expect(stored).toMatchObject({ key_id: 'key of Anna', name: 'Anna Z.', created_at: anna.created_at });
      const { privateKey } = (stored ?? anna).keys as CryptoKeyPair;
      const { publicKey } = anna.keys as CryptoKeyPair;
      const text = new Uint8Array([1, 2, 3]);
      expect(privateKey.extractable).toBe(false);
      const signature = await crypto.subtle.sign('Ed25519', privateKey, text);
      expect(await crypto.subtle.verify('Ed25519', publicKey, signature, text)).toBe(true);
      expect(await sharing.deleteIdentity()).toBe(true);
      expect(await sharing.deleteIdentity()).toBe(false);
      expect(await sharing.identity()).toBeUndefined();
    });
  });

  describe('known signers', () => {
    it('are listed by name, renamed and forgotten', async () => {
      const sharing = await storage().sharing();
      const since = { known_since: '2026-11-20T10:00:00.000Z' };
      await sharing.putSigner({ key_id: 'b', name: 'Ben', ...since });
      await sharing.putSigner({ key_id: 'c', name: 'Anna', ...since });
      await sharing.putSigner({ key_id: 'a', name: 'Ben', ...since });
      expect((await sharing.signers()).map(({ key_id }) => key_id)).toEqual(['c', 'a', 'b']);
      await sharing.putSigner({ key_id: 'c', name: 'Zoe', ...since });
      expect((await sharing.signers()).map(({ name }) => name)).toEqual(['Ben', 'Ben', 'Zoe']);
      expect(await sharing.removeSigner('a')).toBe(true);
      expect(await sharing.removeSigner('a')).toBe(false);
      expect(await sharing.signers()).toHaveLength(2);
    });
  });

  describe('origins', () => {
    it('keep the first that a workflow was given', async () => {
      const sharing = await storage().sharing();
      const given = await Promise.all([sharing.originOf('wf_1', 'first'), sharing.originOf('wf_1', 'second')]);
      expect(given).toEqual(['first', 'first']);
      expect(await sharing.originOf('wf_2', 'second')).toBe('second');
      expect(await sharing.ownerOf('second')).toBe('wf_2');
      expect(await sharing.ownerOf('third')).toBeUndefined();
    });

    it('keep where workflows came from, the newest first', async () => {
      const sharing = await storage().sharing();
      await sharing.putImport(sampleImport({ key_id: 'k' }));
      await sharing.putImport(sampleImport({ workflow_id: 'wf_2', imported_at: '2026-11-21T10:00:00.000Z' }));
      await sharing.putImport(sampleImport({ workflow_id: 'wf_3', origin: 'others' }));
      expect(await sharing.importOf('wf_1')).toEqual(sampleImport({ key_id: 'k' }));
      expect(await sharing.importOf('wf_9')).toBeUndefined();
      expect((await sharing.importsFrom('theirs')).map((each) => each.workflow_id)).toEqual(['wf_2', 'wf_1']);
      await sharing.putImport(sampleImport({ origin: 'others', version: 8 }));
      expect((await sharing.importsFrom('theirs')).map((each) => each.workflow_id)).toEqual(['wf_2']);
      expect(await sharing.importOf('wf_1')).toEqual(sampleImport({ origin: 'others', version: 8 }));
    });
  });
}
