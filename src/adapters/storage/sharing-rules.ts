import type { KnownSigner } from '../../core/ports/sharing.ts';
import type { StoredImport } from '../../core/ports/sharing-store.ts';
import { compare } from './workflow-rules.ts';

/** There is one identity: this is its key, and how a change of it is told. */
export const IDENTITY = 'identity';

export function bySignerName(a: KnownSigner, b: KnownSigner): number {
  return compare(a.name, b.name) || compare(a.key_id, b.key_id);
}

/** Newest first. */
export function byNewestImport(a: StoredImport, b: StoredImport): number {
  return compare(b.imported_at, a.imported_at) || compare(b.workflow_id, a.workflow_id);
}
