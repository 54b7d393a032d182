import type { EmbedCapability, EmbedGrant } from '../embedding.ts';

/** What the person has granted to embedding pages, in this browser's storage for this page. */
export interface EmbedGrants {
  list(): readonly EmbedGrant[];
  of(origin: string): ReadonlySet<EmbedCapability>;
  /** Adds to what the origin has. In force at once; rejects with `StorageError` where it is not kept beyond this visit. */
  allow(origin: string, capabilities: readonly EmbedCapability[]): Promise<void>;
  /** In force at once, also for calls that are under way, and in other tabs; rejects with `StorageError` where that is not kept. */
  revoke(origin: string): Promise<void>;
  /** Called after each change, also by another tab. */
  subscribe(listener: () => void): () => void;
}
