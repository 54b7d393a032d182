import { z } from 'zod';
import { StorageError } from '../../core/app-error.ts';
import type { SettingsStore } from '../../core/ports/stores.ts';
import { settingsKeys } from '../../core/settings.ts';

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/u);

/** AES-GCM's output, and the salt from which its secret was made anew for this key alone. */
const sealed = { salt: base64, iv: base64, data: base64 };

const keptKeySchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('passphrase'), iterations: z.int().min(600_000).max(100_000_000), ...sealed }),
  z.object({ by: z.literal('passkey'), ...sealed }),
]);
export type KeptKey = z.infer<typeof keptKeySchema>;

const keptKeysSchema = z.object({
  format: z.literal(1),
  /** The one passkey that encrypts here, and what it is asked for. Absent until there is a key that it keeps. */
  passkey: z.exactOptional(z.object({ credential_id: base64, salt: base64 })),
  /** By the id of the model's entry. */
  keys: z.record(z.string(), keptKeySchema),
  /** When keys were removed, in milliseconds since the epoch, so that other tabs take them out of memory too. */
  removed: z.record(z.string(), z.number()),
});
export type KeptKeys = z.infer<typeof keptKeysSchema>;

const storedSchema = z.union([keptKeysSchema, z.looseObject({ format: z.int().min(2) })]);

export const nothingKept = (): KeptKeys => ({ format: 1, keys: {}, removed: {} });

/** What is kept on this device, encrypted. One of a newer version counts as nothing. Throws `StorageError`. */
export async function readKept(store: SettingsStore): Promise<KeptKeys> {
  return keptKeysSchema.safeParse(await store.get(settingsKeys.modelKeys, storedSchema)).data ?? nothingKept();
}

/** In turn with other tabs. Throws `StorageError`, also where a newer version has written it: then it stays as it is. */
export async function changeKept(store: SettingsStore, change: (kept: KeptKeys) => KeptKeys): Promise<KeptKeys> {
  return await inTurn(async () => {
    const stored = await store.get(settingsKeys.modelKeys, storedSchema);
    const kept = keptKeysSchema.safeParse(stored).data;
    if (stored !== undefined && kept === undefined)
      throw new StorageError(
        'The keys on this device were written by a newer version of Sandbank and stay as they are. Reload the page to get that version.',
      );
    const next = change(kept ?? nothingKept());
    await store.set(settingsKeys.modelKeys, next);
    return next;
  });
}

let last: Promise<unknown> = Promise.resolve();

/** Other tabs wait too, where the browser has locks for them. */
function inTurn<T>(task: () => Promise<T>): Promise<T> {
  const { locks } = navigator as { locks?: LockManager };
  const done = last.then(() => (locks === undefined ? task() : locks.request('sandbank/model-keys', task)));
  last = done.catch(() => undefined);
  return done;
}
