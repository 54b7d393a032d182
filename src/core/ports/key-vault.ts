/** How a key is kept: "memory" until the page is closed; else encrypted on this device, by a passkey or a passphrase. */
export type KeyKeeping = 'memory' | 'passkey' | 'passphrase';

/** "locked": kept encrypted, and not yet unlocked since the page was opened. */
export type KeyState = { kept: 'none' } | { kept: KeyKeeping; locked: boolean };

/**
 * Keys of model providers, by the id of the model's entry. A key leaves the vault only by `key`, to the code that puts it into a
 * request's header; it is never in an error, a log, an export, a run, or plainly in storage.
 */
export interface KeyVault {
  state(id: string): KeyState;
  /** Undefined where there is none or it is locked. */
  key(id: string): string | undefined;
  /** Keeps it in memory, in the place of what was there, also on the device. Throws `ToolInputError` for a key that cannot be one. */
  set(id: string, key: string): Promise<void>;
  /** Whether this browser has passkeys that can encrypt (WebAuthn's PRF extension). */
  canUsePasskey(): Promise<boolean>;
  /** Keeps the key of `id`, which must be in memory, encrypted on this device. Throws `ToolInputError`, `StorageError`. */
  remember(id: string, by: { passkey: true } | { passphrase: string }): Promise<void>;
  /** Unlocks every key that this passphrase or passkey opens; answers their ids. Throws `ToolInputError` where it opens none. */
  unlock(by: { passkey: true } | { passphrase: string }): Promise<string[]>;
  /** Takes it out of memory and of storage. */
  remove(id: string): Promise<void>;
  subscribe(listener: () => void): () => void;
}
