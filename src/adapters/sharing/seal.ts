import { ShareError } from '../../core/app-error.ts';
import { SHORTEST_PASSPHRASE } from '../../core/model-key.ts';
import { fromPassphrase, ITERATIONS, randomBytes } from '../keys/key-cipher.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** `<salt><iv><iterations, big endian><AES-GCM's output>` */
const SALT = 16;
const IV = 12;
const HEAD = SALT + IV + 4;
const TAG = 16;

/** So slow is a stranger's link let make the page. */
const MOST_ITERATIONS = 5_000_000;

/** Throws `ShareError` for a passphrase that is guessed by a machine. */
export async function seal(bytes: Bytes, passphrase: string): Promise<Bytes> {
  if (passphrase.length < SHORTEST_PASSPHRASE)
    throw new ShareError(
      'wrong_passphrase',
      `The passphrase has ${passphrase.length} characters; give ${SHORTEST_PASSPHRASE} at least, such as a few words that nobody guesses.`,
    );
  const [salt, iv] = [randomBytes(SALT), randomBytes(IV)];
  const head = new Uint8Array(HEAD);
  head.set(salt);
  head.set(iv, SALT);
  new DataView(head.buffer).setUint32(SALT + IV, ITERATIONS);
  const cipher = await fromPassphrase(passphrase, salt, ITERATIONS);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: boundTo(head) }, cipher, bytes);
  return new Uint8Array(await new Blob([head, sealed]).arrayBuffer());
}

/**
 * Throws `ShareError`: "wrong_passphrase" where it does not open. By then the checksum has fitted, so that it was not damaged on its way;
 * whoever altered it and the checksum is not told from a wrong passphrase.
 */
export async function unseal(sealed: Bytes, passphrase: string): Promise<Bytes> {
  const head = sealed.slice(0, HEAD);
  const iterations = sealed.length < HEAD + TAG ? 0 : new DataView(head.buffer).getUint32(SALT + IV);
  if (iterations < ITERATIONS || iterations > MOST_ITERATIONS)
    throw new ShareError('damaged', 'It is not encrypted as Sandbank encrypts. Ask for it again.');
  const cipher = await fromPassphrase(passphrase, head.slice(0, SALT), iterations);
  const recipe = { name: 'AES-GCM', iv: head.slice(SALT, SALT + IV), additionalData: boundTo(head) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(recipe, cipher, sealed.slice(HEAD)));
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'OperationError')) throw error;
    throw new ShareError(
      'wrong_passphrase',
      'The passphrase does not open it. Check capitals and the keyboard, or ask its sender for the passphrase.',
      { cause: error },
    );
  }
}

/** What is encrypted here opens as nothing else. */
const boundTo = (head: Bytes): Bytes => new TextEncoder().encode(`sandbank/shared-workflow/1 ${head.join(' ')}`);
