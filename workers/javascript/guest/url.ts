import { defineHidden } from './define.ts';
import { host, parseJson, wire } from './host.ts';

type Parts = Record<
  'href' | 'origin' | 'protocol' | 'username' | 'password' | 'host' | 'hostname' | 'port' | 'pathname' | 'search' | 'hash',
  string
>;

/** A URL by the URL standard: parsed by the browser's own parser. Nothing is fetched from it. */
export class URL {
  #parts: Parts;
  readonly #params: URLSearchParams;

  constructor(url: unknown, base?: unknown) {
    const parts = parsed(url, base);
    if (parts === undefined) throw invalid(url);
    this.#parts = parts;
    this.#params = new URLSearchParams(parts.search);
    linkParams(this.#params, (search) => this.#set('search', search));
  }
  static canParse(url: unknown, base?: unknown): boolean {
    return parsed(url, base) !== undefined;
  }
  static parse(url: unknown, base?: unknown): URL | null {
    return URL.canParse(url, base) ? new URL(url, base) : null;
  }
  get searchParams(): URLSearchParams {
    return this.#params;
  }
  get origin(): string {
    return this.#parts.origin;
  }
  toString(): string {
    return this.#parts.href;
  }
  toJSON(): string {
    return this.#parts.href;
  }
  [Symbol.for('nodejs.util.inspect.custom')](
    depth: number,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    return depth < 0 ? '[URL]' : `URL ${inspect({ ...this.#parts, searchParams: this.#params }, options)}`;
  }

  static {
    for (const part of [
      'href',
      'protocol',
      'username',
      'password',
      'host',
      'hostname',
      'port',
      'pathname',
      'search',
      'hash',
    ] as const)
      Object.defineProperty(URL.prototype, part, {
        get(this: URL) {
          return this.#parts[part];
        },
        set(this: URL, value: unknown) {
          this.#set(part, String(value));
          if (part === 'search' || part === 'href') refreshParams(this.#params, this.#parts.search);
        },
        enumerable: true,
        configurable: true,
      });
  }

  #set(part: keyof Parts, value: string): void {
    const json = host.setUrlPart(wire(this.#parts.href), part, wire(value));
    if (json === '') throw invalid(value);
    this.#parts = parseJson(json) as Parts;
  }
}

function parsed(url: unknown, base: unknown): Parts | undefined {
  const json = host.parseUrl(wire(String(url)), base === undefined ? undefined : wire(String(base)));
  return json === '' ? undefined : (parseJson(json) as Parts);
}

function invalid(url: unknown): TypeError {
  const error = new TypeError('Invalid URL');
  return Object.assign(error, { code: 'ERR_INVALID_URL', input: String(url) });
}

let linkParams: (params: URLSearchParams, onChange: (search: string) => void) => void;
let refreshParams: (params: URLSearchParams, search: string) => void;

export class URLSearchParams {
  #pairs: [string, string][];
  #onChange: (search: string) => void = () => undefined;

  constructor(init: unknown = '') {
    this.#pairs = pairsOf(init);
  }
  static {
    linkParams = (params, onChange) => {
      params.#onChange = onChange;
    };
    refreshParams = (params, search) => {
      params.#pairs = pairsOf(search);
    };
  }
  get size(): number {
    return this.#pairs.length;
  }
  append(name: unknown, value: unknown): void {
    this.#change([...this.#pairs, [String(name), String(value)]]);
  }
  delete(name: unknown, value?: unknown): void {
    this.#change(this.#pairs.filter(([key, item]) => key !== String(name) || (value !== undefined && item !== String(value))));
  }
  get(name: unknown): string | null {
    return this.#pairs.find(([key]) => key === String(name))?.[1] ?? null;
  }
  getAll(name: unknown): string[] {
    return this.#pairs.filter(([key]) => key === String(name)).map(([, value]) => value);
  }
  has(name: unknown, value?: unknown): boolean {
    return this.#pairs.some(([key, item]) => key === String(name) && (value === undefined || item === String(value)));
  }
  set(name: unknown, value: unknown): void {
    const key = String(name);
    const at = this.#pairs.findIndex(([each]) => each === key);
    if (at === -1) return this.append(name, value);
    this.#change(
      this.#pairs.flatMap((pair, each): [string, string][] =>
        each === at ? [[key, String(value)]] : pair[0] === key ? [] : [pair],
      ),
    );
  }
  sort(): void {
    this.#change(this.#pairs.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  }
  forEach(callback: (value: string, name: string, params: URLSearchParams) => void): void {
    for (const [name, value] of this.#pairs) callback(value, name, this);
  }
  *entries(): IterableIterator<[string, string]> {
    yield* this.#pairs.map(([name, value]): [string, string] => [name, value]);
  }
  *keys(): IterableIterator<string> {
    for (const [name] of this.#pairs) yield name;
  }
  *values(): IterableIterator<string> {
    for (const [, value] of this.#pairs) yield value;
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
  toString(): string {
    return this.#pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  }
  [Symbol.for('nodejs.util.inspect.custom')](
    _depth: number,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    return this.size === 0
      ? 'URLSearchParams {}'
      : `URLSearchParams { ${this.#pairs.map(([name, value]) => `${inspect(name, options)} => ${inspect(value, options)}`).join(', ')} }`;
  }

  #change(pairs: [string, string][]): void {
    this.#pairs = pairs;
    this.#onChange(this.toString());
  }
}
defineHidden(URLSearchParams.prototype, Symbol.toStringTag, 'URLSearchParams');

function pairsOf(init: unknown): [string, string][] {
  if (typeof init === 'object' && init !== null) {
    const pairs = Symbol.iterator in init ? [...(init as Iterable<[unknown, unknown]>)] : Object.entries(init);
    return pairs.map(([name, value]) => [String(name), String(value)]);
  }
  const text = String(init).replace(/^\?/u, '');
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at === -1 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
    });
}

/** application/x-www-form-urlencoded, by the URL standard. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  const bytes = new Uint8Array(host.encodeText(wire(spaced)));
  const decoded: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const code =
      bytes[at] === 0x25
        ? Number.parseInt(/^[0-9a-f]{2}$/iu.exec(String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0))?.[0] ?? '', 16)
        : Number.NaN;
    decoded.push(Number.isNaN(code) ? (bytes[at] ?? 0) : code);
    if (!Number.isNaN(code)) at += 2;
  }
  const plain = new Uint8Array(decoded);
  return host.decodeText('utf-8', ' bom', plain.buffer, 0, plain.length);
}
