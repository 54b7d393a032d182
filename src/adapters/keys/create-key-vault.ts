import { ToolInputError } from '../../core/app-error.ts';
import { checkedKey, SHORTEST_PASSPHRASE } from '../../core/model-key.ts';
import type { KeyState, KeyVault } from '../../core/ports/key-vault.ts';
import type { ChangeFeed, SettingsStore } from '../../core/ports/stores.ts';
import { settingsKeys } from '../../core/settings.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { changeKept, readKept, type KeptKey, type KeptKeys } from './kept-keys.ts';
import { decrypt, encrypt, fromPasskeySecret, fromPassphrase, ITERATIONS, randomBytes } from './key-cipher.ts';
import { canUsePasskey, makePasskey, passkeySecret, type Passkey } from './passkey.ts';

type By = { passkey: true } | { passphrase: string };

/** `kept`: the text that is stored of it, where it is. */
type Known = { key: string; at: number; kept?: string };

/** Keys in memory, and encrypted in the settings store where the person wants them kept. Throws `StorageError`. */
export async function createKeyVault(parts: { store: SettingsStore; changes: ChangeFeed }): Promise<KeyVault> {
  const vault = new StoredKeyVault(parts.store, await readKept(parts.store));
  parts.changes.subscribe(({ store, ids, origin }) => {
    if (store === 'settings' && origin === 'elsewhere' && ids.includes(settingsKeys.modelKeys)) vault.reload().catch(reportError);
  });
  return vault;
}

class StoredKeyVault implements KeyVault {
  readonly #store: SettingsStore;
  readonly #known = new Map<string, Known>();
  readonly #listeners = new Set<() => void>();
  #kept: KeptKeys;

  constructor(store: SettingsStore, kept: KeptKeys) {
    this.#store = store;
    this.#kept = kept;
  }

  state(id: string): KeyState {
    const kept = own(this.#kept.keys, id);
    if (kept !== undefined) return { kept: kept.by, locked: !this.#known.has(id) };
    return this.#known.has(id) ? { kept: 'memory', locked: false } : { kept: 'none' };
  }

  key(id: string): string | undefined {
    return this.#known.get(id)?.key;
  }

  async set(id: string, text: string): Promise<void> {
    const key = checkedKey(text);
    this.#known.set(id, { key, at: Date.now() });
    this.#tell();
    const isElsewhere = own(this.#kept.keys, id) !== undefined || own(this.#kept.removed, id) !== undefined;
    if (isElsewhere) await this.#change((kept) => without(kept, id));
  }

  canUsePasskey(): Promise<boolean> {
    return canUsePasskey();
  }

  async remember(id: string, by: By): Promise<void> {
    const known = this.#known.get(id);
    if (known === undefined)
      throw new ToolInputError(`key: there is none for "${id}" to keep. Give the key first, or unlock the one that is kept.`);
    if ('passphrase' in by) await this.#keepByPassphrase(id, known, by.passphrase);
    else await this.#keepByPasskey(id, known);
  }

  async unlock(by: By): Promise<string[]> {
    const way = 'passphrase' in by ? 'passphrase' : 'passkey';
    const kept = await this.reload();
    const locked = Object.entries(kept.keys).filter(([, each]) => each.by === way);
    if (locked.length === 0) throw new ToolInputError(`${way}: no key is kept on this device by a ${way}. Give the key anew.`);
    const secret = 'passphrase' in by ? undefined : (await askPasskey(kept)).secret;
    const opened = await Promise.all(
      locked.map(async ([id, each]) => {
        const cipher = 'passphrase' in by ? await passphraseCipher(each, by.passphrase) : await passkeyCipher(each, secret);
        const key = cipher && (await decrypt(cipher, id, each));
        return key === undefined ? [] : [{ id, known: { key, at: Date.now(), kept: JSON.stringify(each) } }];
      }),
    );
    const found = opened.flat();
    if (found.length === 0) throw new ToolInputError(NOT_OPENED[way]);
    for (const { id, known } of found) this.#known.set(id, known);
    this.#tell();
    return found.map(({ id }) => id);
  }

  async remove(id: string): Promise<void> {
    this.#known.delete(id);
    this.#tell();
    await this.#change((before) => {
      const kept = without(before, id);
      return { ...kept, removed: { ...kept.removed, [id]: Date.now() } };
    });
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What another tab removed, or kept anew, goes out of this tab's memory too. */
  async reload(): Promise<KeptKeys> {
    const kept = await readKept(this.#store);
    this.#kept = kept;
    for (const [id, known] of this.#known) {
      const entry = own(kept.keys, id);
      const isGone = known.kept !== undefined && known.kept !== (entry && JSON.stringify(entry));
      if (isGone || (own(kept.removed, id) ?? 0) > known.at) this.#known.delete(id);
    }
    this.#tell();
    return kept;
  }

  async #keepByPassphrase(id: string, known: Known, passphrase: string): Promise<void> {
    if (passphrase.length < SHORTEST_PASSPHRASE)
      throw new ToolInputError(
        `passphrase: has ${passphrase.length} characters; give ${SHORTEST_PASSPHRASE} at least, such as a few words that nobody guesses.`,
      );
    const salt = randomBytes(16);
    const cipher = await fromPassphrase(passphrase, salt, ITERATIONS);
    const sealed = await encrypt(cipher, id, known.key);
    await this.#keep(id, known, { by: 'passphrase', iterations: ITERATIONS, salt: toBase64(salt), ...sealed });
  }

  async #keepByPasskey(id: string, known: Known): Promise<void> {
    const kept = await this.reload();
    const { passkey, secret } = kept.passkey === undefined ? await makePasskey() : await askPasskey(kept);
    const salt = randomBytes(32);
    const sealed = await encrypt(await fromPasskeySecret(secret, salt), id, known.key);
    const entry = { by: 'passkey' as const, salt: toBase64(salt), ...sealed };
    await this.#keep(id, known, entry, { credential_id: toBase64(passkey.credential_id), salt: toBase64(passkey.salt) });
  }

  /** Unless the key was removed or replaced while the person was asked. */
  async #keep(id: string, known: Known, entry: KeptKey, passkey?: KeptKeys['passkey']): Promise<void> {
    if (this.#known.get(id) !== known)
      throw new ToolInputError(`key: the one for "${id}" was changed meanwhile, and is not kept. Choose again how to keep it.`);
    await this.#change((kept) => ({ ...kept, ...(passkey && { passkey }), keys: { ...kept.keys, [id]: entry } }));
    this.#known.set(id, { ...known, kept: JSON.stringify(entry) });
    this.#tell();
  }

  async #change(change: (kept: KeptKeys) => KeptKeys): Promise<void> {
    this.#kept = await changeKept(this.#store, change);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const NOT_OPENED = {
  passphrase:
    'passphrase: opens none of the keys that are kept here. Check capitals and the keyboard; if it is lost, remove the key and give it anew.',
  passkey: 'passkey: opens none of the keys that are kept here. Remove the key and give it anew.',
};

async function passphraseCipher(kept: KeptKey, passphrase: string): Promise<CryptoKey | undefined> {
  return kept.by === 'passphrase' ? await fromPassphrase(passphrase, fromBase64(kept.salt), kept.iterations) : undefined;
}

async function passkeyCipher(kept: KeptKey, secret: Uint8Array<ArrayBuffer> | undefined): Promise<CryptoKey | undefined> {
  return secret && (await fromPasskeySecret(secret, fromBase64(kept.salt)));
}

async function askPasskey({ passkey: stored }: KeptKeys): Promise<{ passkey: Passkey; secret: Uint8Array<ArrayBuffer> }> {
  if (stored === undefined) throw new ToolInputError(NOT_OPENED.passkey);
  const passkey = { credential_id: fromBase64(stored.credential_id), salt: fromBase64(stored.salt) };
  return { passkey, secret: await passkeySecret(passkey) };
}

/** The passkey is forgotten with the last key that it keeps: a new one is made when it is next wanted. */
function without(kept: KeptKeys, id: string): KeptKeys {
  const { [id]: _gone, ...keys } = kept.keys;
  const { [id]: _since, ...removed } = recent(kept.removed);
  const { passkey, ...rest } = kept;
  const isUsed = Object.values(keys).some(({ by }) => by === 'passkey');
  return { ...rest, keys, removed, ...(isUsed && passkey !== undefined ? { passkey } : {}) };
}

/** Another tab hears of a removal at once; a day is plenty. */
function recent(removed: KeptKeys['removed']): KeptKeys['removed'] {
  return Object.fromEntries(Object.entries(removed).filter(([, at]) => at > Date.now() - 86_400_000));
}

const own = <T>(record: Record<string, T>, id: string): T | undefined => (Object.hasOwn(record, id) ? record[id] : undefined);
