import canonicalize from 'canonicalize';
import { z } from 'zod';
import { ShareError } from '../../core/app-error.ts';
import type { SharedWorkflow } from '../../core/share/shared-workflow.ts';
import { fromBase64url, toBase64url } from './base64url.ts';

/** Keys of 32 bytes, signatures of 64 that are the same for the same content: the shortest that browsers know. */
const ALGORITHM = 'Ed25519';

export const MOST_NAME = 100;

export const signatureSchema = z.strictObject({
  format: z.literal(1),
  algorithm: z.literal(ALGORITHM),
  public_key: z.string().regex(/^[A-Za-z0-9_-]{43}$/u),
  /** What the signer calls themselves. It is signed, too. */
  name: z.string().min(1).max(MOST_NAME),
  value: z.string().regex(/^[A-Za-z0-9_-]{86}$/u),
});
export type Signature = z.infer<typeof signatureSchema>;

export type SigningKeys = { publicKey: CryptoKey; privateKey: CryptoKey };

/** The private half can be used, and never read. Throws `ShareError` where the browser has no such keys. */
export async function newKeys(): Promise<SigningKeys> {
  try {
    return await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  } catch (cause) {
    throw new ShareError(
      'wrong_content',
      `This browser makes no keys of the kind ${ALGORITHM}, by which workflows are signed. Update it, or share without a signature.`,
      { cause },
    );
  }
}

export function areKeys(keys: unknown): keys is SigningKeys {
  const { publicKey, privateKey } = (keys ?? {}) as Partial<Record<keyof SigningKeys, unknown>>;
  return publicKey instanceof CryptoKey && privateKey instanceof CryptoKey;
}

/** A key's fingerprint, to be read out: 128 bits of its SHA-256 in eight groups of hexadecimal digits. */
export async function keyIdOf(publicKey: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', publicKey));
  const digits = Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.match(/.{4}/gu)?.join('-') ?? digits;
}

export const KEY_ID = /^[0-9a-f]{4}(?:-[0-9a-f]{4}){7}$/u;

export async function rawKey(key: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.exportKey('raw', key));
}

export async function sign(workflow: SharedWorkflow, keys: SigningKeys, name: string): Promise<Signature> {
  const by = { format: 1, algorithm: ALGORITHM, public_key: toBase64url(await rawKey(keys.publicKey)), name } as const;
  const value = await crypto.subtle.sign(ALGORITHM, keys.privateKey, signedBytes(workflow, by));
  return { ...by, value: toBase64url(new Uint8Array(value)) };
}

/** The signer's key id, or why the signature is not of this content. */
export async function verify(workflow: SharedWorkflow, signature: Signature): Promise<{ key_id: string } | { problem: string }> {
  const { value, ...by } = signature;
  const [publicKey, signed] = [fromBase64url(by.public_key), fromBase64url(value)];
  if (publicKey === undefined || signed === undefined) return { problem: 'the signature or its key is not written as one' };
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('raw', publicKey, ALGORITHM, true, ['verify']);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return { problem: `this browser does not take its key (${error.name})` };
  }
  const fits = await crypto.subtle.verify(ALGORITHM, key, signed, signedBytes(workflow, by));
  return fits
    ? { key_id: await keyIdOf(publicKey) }
    : { problem: 'the workflow or the signature was changed after it was signed, or somebody else signed something else' };
}

/**
 * What is signed: all that is sent but the signature's own bytes, with its members in one order (RFC 8785), behind words that no other
 * signature begins with.
 */
function signedBytes(workflow: SharedWorkflow, by: Omit<Signature, 'value'>): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`sandbank/signed-workflow/1\n${canonicalize({ ...by, workflow }) ?? ''}`);
}
