import type { Abort } from './abort.ts';

/**
 * `kept`: whether this version opens without a network; "starting" until the browser has all that it needs for that, "missing" where it
 * could not be fetched and no version was there before. `update`:
 * "available" where a newer version lies ready and waits for the person, "taken" where they agreed to it in another tab and this one is
 * still of the version before. `failure`: why the newest version could not be fetched; the one before goes on, where there is one.
 */
export type OfflineState = {
  kept: { kind: 'starting' } | { kind: 'ready' } | { kind: 'missing' } | { kind: 'impossible'; why: string };
  update: 'none' | 'available' | 'taken';
  failure?: { reason: 'full' | 'files'; message: string };
};

/** What there is of this version on this computer, in bytes as served without compression. */
export type OfflineFiles = { total_bytes: number; missing_bytes: number; missing_files: number };

export type KeepOutcome = { status: 'done' | 'cancelled' } | { status: 'failed'; problem: string };

/** The app without a network, and its newer versions. */
export interface Offline {
  state(): OfflineState;
  subscribe(listener: () => void): () => void;
  /** Undefined as long as nothing of this version is kept. */
  files(): Promise<OfflineFiles | undefined>;
  /** Fetches what is missing, each file checked against its hash; what has come until it fails or is cancelled stays. Never rejects. */
  keepAll(options: { signal: Abort; onProgress: (bytes: number) => void }): Promise<KeepOutcome>;
  /** Asks the host whether there is a newer version; true where there is one. Throws where it cannot be asked. */
  check(): Promise<boolean>;
  /** Makes every page that is opened from here on one of the newer version; this one is to be reloaded. Throws `StorageError`. */
  update(): Promise<void>;
}
