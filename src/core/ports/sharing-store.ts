import type { KnownSigner, SignerIdentity, WorkflowOrigin } from './sharing.ts';

/** `keys` is the browser's own key pair, which no code can read; only what signs knows its type. */
export type StoredIdentity = SignerIdentity & { keys: unknown };

/** `local_version` is the version that the import saved: a later one is somebody's change. */
export type StoredImport = WorkflowOrigin & { local_version: number };

/** What sharing keeps on this device. Every method throws `StorageError` where the storage fails. */
export interface SharingStore {
  identity(): Promise<StoredIdentity | undefined>;
  /** Keeps it where there is none, in one transaction; answers the one that there is then, which may be another tab's. */
  addIdentity(identity: StoredIdentity): Promise<StoredIdentity>;
  /** Undefined where there is none to rename. */
  renameIdentity(name: string): Promise<StoredIdentity | undefined>;
  /** False if there was none. */
  deleteIdentity(): Promise<boolean>;

  /** By name, then by key. */
  signers(): Promise<KnownSigner[]>;
  putSigner(signer: KnownSigner): Promise<void>;
  /** False if there was none. */
  removeSigner(keyId: string): Promise<boolean>;

  /** The workflow's own origin; `candidate` is kept where it has none yet, in one transaction. */
  originOf(workflowId: string, candidate: string): Promise<string>;
  /** The workflow that has this as its own origin. */
  ownerOf(origin: string): Promise<string | undefined>;
  /** Where a workflow came from; the import of last. */
  importOf(workflowId: string): Promise<StoredImport | undefined>;
  /** Newest first; also of workflows that are deleted, until those are purged. */
  importsFrom(origin: string): Promise<StoredImport[]>;
  putImport(record: StoredImport): Promise<void>;
}
