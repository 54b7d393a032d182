import type { KnownSigner } from '../../core/ports/sharing.ts';
import type { SharingStore, StoredIdentity, StoredImport } from '../../core/ports/sharing-store.ts';
import { byNewestImport, bySignerName, IDENTITY } from '../storage/sharing-rules.ts';
import {
  identityRecordSchema,
  importRecordSchema,
  ownOriginRecordSchema,
  signerRecordSchema,
  type IdentityRecord,
  type ImportRecord,
  type SignerRecord,
} from './sharing-records.ts';
import type { WriteTx } from './schema.ts';
import type { StoreParts } from './store-parts.ts';

const SIGNATURE = 'the signature of this browser';

export class IdbSharingStore implements SharingStore {
  #parts: StoreParts;

  constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  async identity(): Promise<StoredIdentity | undefined> {
    const stored = await this.#parts.connection.read('The signature could not be read', ['signing_identity'], (tx) =>
      tx.objectStore('signing_identity').get(IDENTITY),
    );
    return stored && this.#whole(stored);
  }

  async addIdentity({ key_id, name, created_at, keys }: StoredIdentity): Promise<StoredIdentity> {
    const { connection, changes } = this.#parts;
    const record: IdentityRecord = { id: IDENTITY, key_id, name, created_at, keys: keys as CryptoKeyPair };
    const add = async (tx: WriteTx): Promise<IdentityRecord> => {
      const store = tx.objectStore('signing_identity');
      const stored = await store.get(IDENTITY);
      if (stored === undefined) await store.put(record);
      return stored ?? record;
    };
    const kept = await connection.write('The signature was not kept', ['signing_identity'], add, 'strict');
    changes.changed('sharing', [IDENTITY]);
    return this.#whole(kept);
  }

  async renameIdentity(name: string): Promise<StoredIdentity | undefined> {
    const { connection, changes } = this.#parts;
    const kept = await connection.write('The signature was not renamed', ['signing_identity'], async (tx) => {
      const store = tx.objectStore('signing_identity');
      const stored = await store.get(IDENTITY);
      if (stored === undefined) return undefined;
      const next = { ...stored, name };
      await store.put(next);
      return next;
    });
    if (kept === undefined) return undefined;
    changes.changed('sharing', [IDENTITY]);
    return this.#whole(kept);
  }

  async deleteIdentity(): Promise<boolean> {
    return await this.#remove('The signature was not deleted', 'signing_identity', IDENTITY);
  }

  async signers(): Promise<KnownSigner[]> {
    const { connection, damage } = this.#parts;
    const records = await connection.read('The known signers could not be listed', ['known_signers'], (tx) =>
      tx.objectStore('known_signers').getAll(),
    );
    return damage
      .checkedAll(signerRecordSchema, records, (record) => `the signer ${String((record as Partial<SignerRecord>).name)}`)
      .toSorted(bySignerName);
  }

  async putSigner({ key_id, name, known_since }: KnownSigner): Promise<void> {
    const { connection, changes } = this.#parts;
    await connection.write('The name of the signer was not kept', ['known_signers'], (tx) =>
      tx.objectStore('known_signers').put({ key_id, name, known_since }),
    );
    changes.changed('sharing', [key_id]);
  }

  async removeSigner(keyId: string): Promise<boolean> {
    return await this.#remove('The signer was not forgotten', 'known_signers', keyId);
  }

  async originOf(workflowId: string, candidate: string): Promise<string> {
    const { connection, damage } = this.#parts;
    return await connection.write('The origin of the workflow was not kept', ['own_origins'], async (tx) => {
      const store = tx.objectStore('own_origins');
      const stored = await store.get(workflowId);
      if (stored !== undefined) {
        const kept = damage.checked(`the origin of the workflow ${workflowId}`, ownOriginRecordSchema, stored);
        if (kept !== undefined) return kept.origin;
      }
      await store.put({ workflow_id: workflowId, origin: candidate });
      return candidate;
    });
  }

  async ownerOf(origin: string): Promise<string | undefined> {
    return await this.#parts.connection.read('The origin could not be looked up', ['own_origins'], (tx) =>
      tx.objectStore('own_origins').index('by_origin').getKey(origin),
    );
  }

  async importOf(workflowId: string): Promise<StoredImport | undefined> {
    const { connection, damage } = this.#parts;
    const stored = await connection.read(`The origin of the workflow ${workflowId} could not be read`, ['imports'], (tx) =>
      tx.objectStore('imports').get(workflowId),
    );
    return stored && damage.checked(importNamed(stored), importRecordSchema, stored);
  }

  async importsFrom(origin: string): Promise<StoredImport[]> {
    const { connection, damage } = this.#parts;
    const records = await connection.read('The imported workflows could not be looked up', ['imports'], (tx) =>
      tx.objectStore('imports').index('by_origin').getAll(origin),
    );
    return damage.checkedAll(importRecordSchema, records, importNamed).toSorted(byNewestImport);
  }

  async putImport(record: StoredImport): Promise<void> {
    const { connection, changes } = this.#parts;
    await connection.write('The origin of the imported workflow was not kept', ['imports'], (tx) =>
      tx.objectStore('imports').put(record),
    );
    changes.changed('sharing', [record.workflow_id]);
  }

  async #remove(doing: string, storeName: 'signing_identity' | 'known_signers', key: string): Promise<boolean> {
    const { connection, changes } = this.#parts;
    const removed = await connection.write(doing, [storeName], async (tx) => {
      const store = tx.objectStore(storeName);
      if ((await store.getKey(key)) === undefined) return false;
      await store.delete(key);
      return true;
    });
    if (removed) changes.changed('sharing', [key]);
    return removed;
  }

  #whole(stored: unknown): StoredIdentity {
    const record = this.#parts.damage.checked(SIGNATURE, identityRecordSchema, stored);
    if (record === undefined) throw this.#parts.damage.damaged(SIGNATURE);
    const { id: _one, ...identity } = record;
    return identity;
  }
}

const importNamed = (record: object): string =>
  `the origin of the workflow ${String((record as Partial<ImportRecord>).workflow_id)}`;
