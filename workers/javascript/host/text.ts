import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';

const PARTS = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
] as const;
const HASHES = { md5, sha1, sha224, sha256, sha384, sha512 };

/** The parts of a URL as JSON, or '' where the text is none. */
export function urlParts(text: string, base: string | undefined): string {
  const url = URL.parse(text, base);
  return url === null ? '' : partsJson(url);
}

/** The same after one part was set; '' where that cannot be. */
export function withUrlPart(href: string, part: string, value: string): string {
  const url = new URL(href);
  const settable = PARTS.find((each) => each === part);
  if (settable === undefined || settable === 'origin') return partsJson(url);
  if (settable === 'href' && !URL.canParse(value)) return '';
  url[settable] = value;
  return partsJson(url);
}

function partsJson(url: URL): string {
  return JSON.stringify(Object.fromEntries(PARTS.map((part) => [part, url[part]])));
}

/** `options`: "fatal" and "bom" (keep a byte order mark), where wanted. */
export function decodeText(label: string, options: string, bytes: Uint8Array): string {
  return new TextDecoder(label, { fatal: options.includes('fatal'), ignoreBOM: options.includes('bom') }).decode(bytes);
}

/** A digest, or an HMAC where there is a key. */
export function hash(algorithm: string, key: Uint8Array | undefined, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const name = algorithm.replace('-', '');
  if (!Object.hasOwn(HASHES, name))
    throw new Error(`Digest method "${algorithm}" is not supported. There are ${Object.keys(HASHES).join(', ')}`);
  const method = HASHES[name as keyof typeof HASHES];
  return new Uint8Array(key === undefined ? method(bytes) : hmac(method, key, bytes));
}
