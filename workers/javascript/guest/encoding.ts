import { host, wire } from './host.ts';
import { bytesOf, viewOf } from './bytes.ts';

export class TextEncoder {
  get encoding(): string {
    return 'utf-8';
  }
  encode(text: unknown = ''): Uint8Array {
    return new Uint8Array(host.encodeText(wire(String(text))));
  }
  encodeInto(text: unknown, target: Uint8Array): { read: number; written: number } {
    const source = String(text);
    let read = 0;
    let written = 0;
    for (const character of source) {
      const bytes = this.encode(character);
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }
}

export class TextDecoder {
  readonly #encoding: string;
  readonly #fatal: boolean;
  readonly #ignoreBOM: boolean;
  #rest = new Uint8Array(0);

  constructor(label: unknown = 'utf-8', { fatal = false, ignoreBOM = false }: { fatal?: boolean; ignoreBOM?: boolean } = {}) {
    this.#encoding = host.encodingName(wire(String(label)));
    this.#fatal = fatal;
    this.#ignoreBOM = ignoreBOM;
  }
  get encoding(): string {
    return this.#encoding;
  }
  get fatal(): boolean {
    return this.#fatal;
  }
  get ignoreBOM(): boolean {
    return this.#ignoreBOM;
  }

  decode(input?: unknown, { stream = false }: { stream?: boolean } = {}): string {
    const { buffer, at, length } = viewOf(
      this.#withRest(input === undefined ? new Uint8Array(0) : bytesOf(input)),
      stream,
      (rest) => {
        this.#rest = rest;
      },
    );
    const options = `${this.#fatal ? 'fatal' : ''} ${this.#ignoreBOM ? 'bom' : ''}`;
    return host.decodeText(this.#encoding, options, buffer, at, length);
  }

  #withRest(bytes: Uint8Array): Uint8Array {
    if (this.#rest.length === 0) return bytes;
    const joined = new Uint8Array(this.#rest.length + bytes.length);
    joined.set(this.#rest);
    joined.set(bytes, this.#rest.length);
    this.#rest = new Uint8Array(0);
    return joined;
  }
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of a text whose characters are bytes. */
export function btoa(input: unknown): string {
  const text = String(input);
  let encoded = '';
  for (let at = 0; at < text.length; at += 3) {
    const [a, b, c] = [text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)];
    if (a > 255 || b > 255 || c > 255)
      throw new RangeError('btoa: the text holds characters beyond Latin-1; use Buffer.from(text).toString("base64")');
    const bits = (a << 16) | ((b || 0) << 8) | (c || 0);
    encoded += `${BASE64[bits >> 18]}${BASE64[(bits >> 12) & 63]}${Number.isNaN(b) ? '=' : BASE64[(bits >> 6) & 63]}${Number.isNaN(c) ? '=' : BASE64[bits & 63]}`;
  }
  return encoded;
}

export function atob(input: unknown): string {
  const text = String(input).replaceAll(/[\t\n\f\r ]/gu, '');
  const body = text.length % 4 === 0 ? text.replace(/={1,2}$/u, '') : text;
  if (body.length % 4 === 1 || /[^A-Za-z0-9+/]/u.test(body)) throw new RangeError('atob: the text is not base64');
  let decoded = '';
  let bits = 0;
  let held = 0;
  for (const character of body) {
    bits = ((bits << 6) | BASE64.indexOf(character)) & 0xffffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      decoded += String.fromCharCode((bits >> held) & 255);
    }
  }
  return decoded;
}
