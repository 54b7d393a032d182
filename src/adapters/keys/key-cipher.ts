import { fromBase64, toBase64 } from './base64.ts';

/** OWASP's Password Storage Cheat Sheet (2023) wants 600,000 at least for PBKDF2 with SHA-256. */
export const ITERATIONS = 600_000;

type Bytes = Uint8Array<ArrayBuffer>;

const CIPHER = { name: 'AES-GCM', length: 256 };

export const randomBytes = (count: number): Bytes => crypto.getRandomValues(new Uint8Array(count));

/** What a person typed in one keyboard's way of writing accents is the same in another's. */
export async function fromPassphrase(passphrase: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', utf8(passphrase.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
  const recipe = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return await crypto.subtle.deriveKey(recipe, material, CIPHER, false, ['encrypt', 'decrypt']);
}

/** `secret` is what the passkey answered: 32 bytes that nobody else can have. */
export async function fromPasskeySecret(secret: Bytes, salt: Bytes): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const recipe = { name: 'HKDF', hash: 'SHA-256', salt, info: utf8('sandbank model key') };
  return await crypto.subtle.deriveKey(recipe, material, CIPHER, false, ['encrypt', 'decrypt']);
}

/** Bound to `id`: what was kept for one model opens for no other. */
export async function encrypt(cipher: CryptoKey, id: string, key: string): Promise<{ iv: string; data: string }> {
  const iv = randomBytes(12);
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(id) }, cipher, utf8(key));
  return { iv: toBase64(iv), data: toBase64(new Uint8Array(data)) };
}

/** Undefined where `cipher` is not the one that it was encrypted with, or it was tampered with. */
export async function decrypt(cipher: CryptoKey, id: string, kept: { iv: string; data: string }): Promise<string | undefined> {
  const recipe = { name: 'AES-GCM', iv: fromBase64(kept.iv), additionalData: utf8(id) };
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt(recipe, cipher, fromBase64(kept.data)));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return undefined;
    throw error;
  }
}

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
