import type { KnownSigner } from '../../core/ports/sharing.ts';
import type { SharingStore, StoredIdentity, StoredImport } from '../../core/ports/sharing-store.ts';
import type { ChangeBus } from '../storage/change-bus.ts';
import { byNewestImport, bySignerName, IDENTITY } from '../storage/sharing-rules.ts';

export function createMemorySharing(changes: ChangeBus): SharingStore {
  let identity: StoredIdentity | undefined;
  const signers = new Map<string, KnownSigner>();
  const origins = new Map<string, string>();
  const imports = new Map<string, StoredImport>();
  const setIdentity = (next: StoredIdentity | undefined): void => {
    identity = next;
    changes.changed('sharing', [IDENTITY]);
  };
  return {
    identity: async () => identity && { ...identity },
    async addIdentity(added) {
      const kept = identity ?? { ...added };
      setIdentity(kept);
      return { ...kept };
    },
    async renameIdentity(name) {
      if (identity === undefined) return undefined;
      setIdentity({ ...identity, name });
      return { ...identity };
    },
    async deleteIdentity() {
      const removed = identity !== undefined;
      if (removed) setIdentity(undefined);
      return removed;
    },
    signers: async () => [...signers.values()].map((signer) => ({ ...signer })).toSorted(bySignerName),
    async putSigner(signer) {
      signers.set(signer.key_id, { ...signer });
      changes.changed('sharing', [signer.key_id]);
    },
    async removeSigner(keyId) {
      const removed = signers.delete(keyId);
      if (removed) changes.changed('sharing', [keyId]);
      return removed;
    },
    async originOf(workflowId, candidate) {
      const kept = origins.get(workflowId) ?? candidate;
      origins.set(workflowId, kept);
      return kept;
    },
    ownerOf: async (origin) => [...origins].find(([, each]) => each === origin)?.[0],
    async importOf(workflowId) {
      const found = imports.get(workflowId);
      return found && { ...found };
    },
    importsFrom: async (origin) =>
      [...imports.values()]
        .filter((each) => each.origin === origin)
        .map((each) => ({ ...each }))
        .toSorted(byNewestImport),
    async putImport(record) {
      imports.set(record.workflow_id, { ...record });
      changes.changed('sharing', [record.workflow_id]);
    },
  };
}
