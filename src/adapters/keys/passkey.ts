import { ToolInputError } from '../../core/app-error.ts';
import { randomBytes } from './key-cipher.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export type Passkey = { credential_id: Bytes; salt: Bytes };

/** Milliseconds that the person has for it. */
const TIMEOUT_MS = 120_000;

const NO_SECRET =
  'passkey: this one cannot encrypt (it has no PRF extension). Use another authenticator, or keep the key by a passphrase.';

/** Whether the browser says that its passkeys can give a secret for encryption. A page at an IP address can have no passkey. */
export async function canUsePasskey(): Promise<boolean> {
  if (!isSecureContext || typeof PublicKeyCredential === 'undefined' || /^[\d.]+$|^\[/u.test(location.hostname)) return false;
  if (typeof PublicKeyCredential.getClientCapabilities !== 'function') return false;
  return (await PublicKeyCredential.getClientCapabilities())['extension:prf'] === true;
}

/** Makes a passkey for this page, and its secret. Asks the person. Throws `ToolInputError`. */
export async function makePasskey(): Promise<{ passkey: Passkey; secret: Bytes }> {
  const salt = randomBytes(32);
  const credential = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { name: 'Sandbank' },
        user: { id: randomBytes(16), name: 'Sandbank: keys of models', displayName: 'Sandbank: keys of models' },
        challenge: randomBytes(32),
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        timeout: TIMEOUT_MS,
        extensions: { prf: { eval: { first: salt } } },
      },
    }),
  );
  const { prf } = credential.getClientExtensionResults();
  if (prf?.enabled !== true) throw new ToolInputError(NO_SECRET);
  const passkey = { credential_id: new Uint8Array(credential.rawId), salt };
  const secret = prf.results === undefined ? await passkeySecret(passkey) : bytesOf(prf.results.first);
  return { passkey, secret };
}

/** The passkey's secret: the same each time. Asks the person. Throws `ToolInputError`. */
export async function passkeySecret({ credential_id, salt }: Passkey): Promise<Bytes> {
  const credential = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: randomBytes(32),
        allowCredentials: [{ type: 'public-key', id: credential_id }],
        userVerification: 'required',
        timeout: TIMEOUT_MS,
        extensions: { prf: { eval: { first: salt } } },
      },
    }),
  );
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) throw new ToolInputError(NO_SECRET);
  return bytesOf(first);
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const credential = await ask();
    if (credential instanceof PublicKeyCredential) return credential;
  } catch (cause) {
    // One name stands for a person's no, a late answer and a passkey that is gone: the browser doesn't tell them apart.
    if (!(cause instanceof DOMException)) throw cause;
    throw new ToolInputError(
      `passkey: the browser got no answer (${cause.name}): it was declined, took too long, or the passkey is gone from this device. ` +
        'Try again; if it is gone, remove the key and give it anew.',
      { cause },
    );
  }
  throw new ToolInputError('passkey: the browser gave none. Use a passphrase.');
}

function bytesOf(source: BufferSource): Bytes {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source).slice();
}
