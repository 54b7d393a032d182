import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { ToolInputError } from '../../core/app-error.ts';
import type { KeyVault } from '../../core/ports/key-vault.ts';
import type { Storage } from '../../core/ports/stores.ts';
import { dumpDatabase } from '../idb/golden/raw-database.ts';
import { openIdbStorage } from '../idb/open-idb-storage.ts';
import { createKeyVault } from './create-key-vault.ts';

/** The DevTools protocol as it is: the provider's types name none of its methods. */
const devTools = cdp() as unknown as { send(method: string, params?: object): Promise<unknown> };

const KEY = 'sk-secret-0123456789abcdef';
const PASSPHRASE = 'correct horse battery';

let name: string;
const open: Storage[] = [];

/** A page of its own: another connection to the same database, and nothing in memory. */
async function tab(): Promise<KeyVault> {
  const storage = await openIdbStorage({ name });
  open.push(storage);
  return await createKeyVault({ store: storage.settings, changes: storage.changes });
}

const stored = async (): Promise<string> => JSON.stringify((await dumpDatabase(name)).stores['settings']?.records);

async function refusal(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => 'done',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ToolInputError);
  expect(String(error)).not.toMatch(/secret|horse/u);
  return String(error);
}

beforeEach(() => {
  name = `keys-${crypto.randomUUID()}`;
});
afterEach(() => {
  for (const storage of open.splice(0)) storage.close();
});

describe('in memory', () => {
  it('keeps a key for as long as the page is open, and stores nothing', async () => {
    const vault = await tab();
    expect(vault.state('openai')).toEqual({ kept: 'none' });
    const told = vi.fn();
    vault.subscribe(told);
    await vault.set('openai', ` ${KEY}\n`);
    expect(told).toHaveBeenCalled();
    expect(vault.key('openai')).toBe(KEY);
    expect(vault.state('openai')).toEqual({ kept: 'memory', locked: false });
    expect(vault.key('__proto__')).toBeUndefined();
    expect(vault.state('constructor')).toEqual({ kept: 'none' });
    expect(await stored()).toBe('[]');
    expect((await tab()).key('openai')).toBeUndefined();
    await vault.remove('openai');
    expect(vault.key('openai')).toBeUndefined();
    expect(vault.state('openai')).toEqual({ kept: 'none' });
  });

  it('refuses what cannot be a key, and keeps what was there', async () => {
    const vault = await tab();
    await vault.set('openai', KEY);
    expect(await refusal(vault.set('openai', 'sk-secret new'))).toContain('a space');
    expect(vault.key('openai')).toBe(KEY);
  });

  it('goes out of every tab when it is removed in one', async () => {
    const [here, there] = [await tab(), await tab()];
    await here.set('openai', KEY);
    await there.set('openai', KEY);
    await there.set('groq', KEY);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await here.remove('openai');
    await vi.waitUntil(() => there.key('openai') === undefined, { timeout: 30_000 });
    expect(there.key('groq')).toBe(KEY);
    await there.set('openai', KEY);
    expect(there.key('openai')).toBe(KEY);
  });
});

describe('by a passphrase', () => {
  it('is kept encrypted, and unlocked by the same words alone', async () => {
    const first = await tab();
    await first.set('openai', KEY);
    await first.set('groq', `${KEY}-groq`);
    await first.remember('openai', { passphrase: PASSPHRASE });
    await first.remember('groq', { passphrase: 'quite another passphrase' });
    expect(first.state('openai')).toEqual({ kept: 'passphrase', locked: false });
    const text = await stored();
    expect(text).toContain('"passphrase');
    expect(text).not.toMatch(/secret|horse|another/u);
    expect(text).not.toContain(btoa(KEY).slice(0, 20));

    const later = await tab();
    expect(later.state('openai')).toEqual({ kept: 'passphrase', locked: true });
    expect(later.key('openai')).toBeUndefined();
    expect(await refusal(later.unlock({ passphrase: 'wrong horse battery' }))).toContain('opens none');
    expect(await later.unlock({ passphrase: PASSPHRASE })).toEqual(['openai']);
    expect(later.key('openai')).toBe(KEY);
    expect(later.state('openai')).toEqual({ kept: 'passphrase', locked: false });
    expect(later.state('groq')).toEqual({ kept: 'passphrase', locked: true });
  });

  it('opens for no other model, and not where it was tampered with', async () => {
    const vault = await tab();
    await vault.set('openai', KEY);
    await vault.remember('openai', { passphrase: PASSPHRASE });
    const settings = open[0]?.settings;
    const records = (await dumpDatabase(name)).stores['settings']?.records as { json: string }[];
    const kept = JSON.parse(records[0]?.json ?? '') as { keys: Record<string, { data: string }> };
    await settings?.set('model_keys', { ...kept, keys: { groq: kept.keys['openai'] } } as never);
    const later = await tab();
    expect(await refusal(later.unlock({ passphrase: PASSPHRASE }))).toContain('opens none');
  });

  it('refuses a short one, and to keep what is not there', async () => {
    const vault = await tab();
    expect(await refusal(vault.remember('openai', { passphrase: PASSPHRASE }))).toContain('there is none for "openai"');
    await vault.set('openai', KEY);
    expect(await refusal(vault.remember('openai', { passphrase: 'secret' }))).toContain('12 at least');
    expect(await refusal(vault.unlock({ passphrase: PASSPHRASE }))).toContain('no key is kept');
    expect(await stored()).toBe('[]');
  });

  it('is taken out of storage and of every tab by removing it', async () => {
    const [here, there] = [await tab(), await tab()];
    await here.set('openai', KEY);
    await here.remember('openai', { passphrase: PASSPHRASE });
    await vi.waitUntil(() => there.state('openai').kept === 'passphrase', { timeout: 30_000 });
    await there.unlock({ passphrase: PASSPHRASE });
    expect(there.key('openai')).toBe(KEY);
    await here.remove('openai');
    await vi.waitUntil(() => there.key('openai') === undefined, { timeout: 30_000 });
    expect(there.state('openai')).toEqual({ kept: 'none' });
    expect(await stored()).not.toContain('iterations');
  });

  it('is replaced by a new key, which is in memory until it is kept too', async () => {
    const vault = await tab();
    await vault.set('openai', KEY);
    await vault.remember('openai', { passphrase: PASSPHRASE });
    await vault.set('openai', `${KEY}-new`);
    expect(vault.state('openai')).toEqual({ kept: 'memory', locked: false });
    expect(await stored()).not.toContain('iterations');
    expect((await tab()).state('openai')).toEqual({ kept: 'none' });
  });

  it('leaves what a newer version has kept as it is', async () => {
    const storage = await openIdbStorage({ name });
    open.push(storage);
    await storage.settings.set('model_keys', { format: 2, vault: 'of tomorrow' });
    const vault = await createKeyVault({ store: storage.settings, changes: storage.changes });
    await vault.set('openai', KEY);
    await expect(vault.remember('openai', { passphrase: PASSPHRASE })).rejects.toThrow(/newer version/u);
    expect(vault.key('openai')).toBe(KEY);
    expect(await stored()).toContain('of tomorrow');
  });
});

describe('by a passkey', () => {
  let authenticator: { authenticatorId: string };
  const add = async (hasPrf: boolean): Promise<void> => {
    const options = {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf,
    };
    authenticator = (await devTools.send('WebAuthn.addVirtualAuthenticator', { options })) as typeof authenticator;
  };
  beforeEach(() => devTools.send('WebAuthn.enable'));
  afterEach(() => devTools.send('WebAuthn.disable'));

  it('is kept encrypted, several by one passkey, and unlocked by it', async () => {
    await add(true);
    const first = await tab();
    expect(await first.canUsePasskey()).toBe(true);
    await first.set('openai', KEY);
    await first.set('groq', `${KEY}-groq`);
    await first.remember('openai', { passkey: true });
    await first.remember('groq', { passkey: true });
    const made = (await devTools.send('WebAuthn.getCredentials', authenticator)) as { credentials: unknown[] };
    expect(made.credentials).toHaveLength(1);
    expect(first.state('openai')).toEqual({ kept: 'passkey', locked: false });
    expect(await stored()).not.toMatch(/secret/u);

    const later = await tab();
    expect(later.state('groq')).toEqual({ kept: 'passkey', locked: true });
    expect((await later.unlock({ passkey: true })).toSorted((a, b) => a.localeCompare(b))).toEqual(['groq', 'openai']);
    expect([later.key('openai'), later.key('groq')]).toEqual([KEY, `${KEY}-groq`]);

    await devTools.send('WebAuthn.setUserVerified', { ...authenticator, isUserVerified: false });
    const stranger = await tab();
    expect(await refusal(stranger.unlock({ passkey: true }))).toContain('got no answer');
    expect(stranger.key('openai')).toBeUndefined();
    await stranger.remove('openai');
    await stranger.remove('groq');
    expect(await stored()).not.toContain('credential_id');
  });

  it('refuses one that cannot encrypt, and keeps the key in memory', async () => {
    await add(false);
    const vault = await tab();
    await vault.set('openai', KEY);
    expect(await refusal(vault.remember('openai', { passkey: true }))).toContain('passkey: this one cannot encrypt');
    expect(vault.state('openai')).toEqual({ kept: 'memory', locked: false });
    expect(await stored()).toBe('[]');
  });
});
