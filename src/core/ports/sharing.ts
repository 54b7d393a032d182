import type { FileContent } from '../workspace.ts';
import type { SharedWorkflow } from '../share/shared-workflow.ts';

/** Who signs here: a key pair of this browser, whose private half can't be read. `key_id` is what others see of it. */
export type SignerIdentity = { key_id: string; name: string; created_at: string };

/** A key whose name the person has confirmed. `name` is the person's word, not the signer's. */
export type KnownSigner = { key_id: string; name: string; known_since: string };

/**
 * What a received workflow's signature says. "valid": of exactly this content, by the holder of the key; `claimed_name` is what the
 * signer calls themselves, `known_as` what the person calls that key. "invalid": there is a signature, and it is not of this content.
 */
export type SignatureCheck =
  | { state: 'unsigned' }
  | { state: 'valid'; key_id: string; claimed_name: string; known_as?: string; own: boolean }
  | { state: 'invalid'; problem: string };

export type ReceivedWorkflow = { workflow: SharedWorkflow; signature: SignatureCheck };

/** Opened, or closed by a passphrase that is to be asked for. */
export type OpenedShare = { kind: 'open'; received: ReceivedWorkflow } | { kind: 'locked' };

export type MadeLink = {
  url: string;
  /** Set where chat tools and mail programs are known to cut or refuse such a link: the sentence says so, and what to do. */
  too_long?: string;
};

export type ShareOptions = { passphrase?: string; sign: boolean };

/** Where a local workflow came from. */
export type WorkflowOrigin = {
  workflow_id: string;
  origin: string;
  /** The sender's version that was imported last, and who signed it, if anyone did. */
  version: number;
  key_id?: string;
  imported_at: string;
};

/** A local workflow of an origin; `own` where it is itself sent under it, and was not imported from there. */
export type LocalOrigin = WorkflowOrigin & { own?: true };

/** Sending and receiving workflows. Every method throws `ShareError` or `StorageError`; nothing here runs code or writes a workflow. */
export interface Sharing {
  /** The `origin` under which a local workflow is sent: that of `importOf`, else its own, made when it is first asked for and kept. */
  originOf(workflowId: string): Promise<string>;
  /**
   * Where a workflow came from, for as long as nothing was saved over the import: it is then sent on under that origin, as the `version` that
   * it came as. Undefined for any other.
   */
  importOf(workflowId: string): Promise<WorkflowOrigin | undefined>;
  /**
   * Throws `ShareError`: past the cap, when a file is the way; for a workflow that holds what `findSecrets` finds; for a passphrase that
   * is too short. `base` is the app's address without query and hash.
   */
  makeLink(workflow: SharedWorkflow, base: string, options: ShareOptions): Promise<MadeLink>;
  /** The text of a workflow file (`<name>.sandbank.json`). */
  makeFile(workflow: SharedWorkflow, options: ShareOptions): Promise<string>;
  /** `payload` is what stands after `#/open/`, however a mail program has treated it. */
  openLink(payload: string, passphrase?: string): Promise<OpenedShare>;
  openFile(file: FileContent, passphrase?: string): Promise<OpenedShare>;

  identity(): Promise<SignerIdentity | undefined>;
  /** Makes the key pair where there is none; else gives it another name. */
  nameIdentity(name: string): Promise<SignerIdentity>;
  deleteIdentity(): Promise<void>;
  knownSigners(): Promise<KnownSigner[]>;
  nameSigner(keyId: string, name: string): Promise<void>;
  forgetSigner(keyId: string): Promise<void>;

  /** Local workflows that came from this origin, newest import first; before them the one that is itself sent under it. None that is deleted. */
  importedFrom(origin: string): Promise<LocalOrigin[]>;
  /** After the import was saved: what is saved later is somebody's change. */
  rememberImport(origin: WorkflowOrigin): Promise<void>;
}
