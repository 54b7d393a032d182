import type { HostFunction } from '../host-functions.ts';
import { failedText } from './host-call.ts';
import { strict } from './string-host.ts';
import { utf8Text } from './utf8-text.ts';

/** The parts of a URI as they were written; a part that is not there is undefined. */
type Uri = { scheme?: string; host?: string; port?: string; path?: string; query?: string; fragment?: string };

/** URIs by RFC 2396, as Java's `java.net.URI` reads them. Source: the URL functions page of Trino's documentation. */
export const URL_HOST_FUNCTIONS: readonly HostFunction[] = [
  strict('sb_url', (url, part = '') => {
    const uri = readUri(url);
    if (uri === undefined) return null;
    if (part === 'port') return uri.port ?? null;
    if (part === 'protocol') return uri.scheme ?? '';
    if (part === 'host') return uri.host ?? '';
    return unescaped((part === 'path' ? uri.path : part === 'query' ? uri.query : uri.fragment) ?? '');
  }),
  strict('sb_url_parameter', (url, name) => {
    const query = readUri(url)?.query;
    const pair = query?.split('&').find((each) => each.split('=', 1)[0] === name);
    return pair === undefined ? null : pair.includes('=') ? formDecoded(pair.slice(pair.indexOf('=') + 1)) : '';
  }),
  strict('sb_url_encode', (text) =>
    encodeURIComponent(text)
      .replace(/[!'()~]/gu, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll('%20', '+'),
  ),
  strict('sb_url_decode', formDecoded),
];

/** Letters, digits, escapes, what may stand anywhere in a URI, and characters beyond ASCII that are no blanks or controls. */
const COMMON = "\\w\\-.!~'()*%,;:$&+=@\\u00A1-\\u167F\\u1681-\\u1FFF\\u2010-\\u2027\\u2030-\\u205E\\u2060-\\u2FFF\\u3001-\\uFFFF";
const PATH = new RegExp(`^[${COMMON}/]*$`, 'u');
const URIC = new RegExp(`^[${COMMON}/?\\[\\]\\u{10000}-\\u{10FFFF}]*$`, 'u');
const AUTHORITY = new RegExp(`^[${COMMON}]*$`, 'u');
const SERVER =
  /^(?:[^@[\]]*@)?(?<host>\[[0-9a-f:.%]+\]|(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)*[a-z](?:[a-z\d-]*[a-z\d])?\.?|\d{1,3}(?:\.\d{1,3}){3})(?::(?<port>\d*))?$/iu;

function readUri(url: string): Uri | undefined {
  if (/%(?![\da-f]{2})/iu.test(url)) return undefined;
  const hash = url.indexOf('#');
  const uri: Uri = hash < 0 ? {} : { fragment: url.slice(hash + 1) };
  if (uri.fragment !== undefined && !URIC.test(uri.fragment)) return undefined;
  let rest = hash < 0 ? url : url.slice(0, hash);
  const scheme = /^([^/?#:]*):/u.exec(rest)?.[1];
  if (scheme !== undefined) {
    if (!/^[a-z][a-z\d+.-]*$/iu.test(scheme)) return undefined;
    uri.scheme = scheme;
    rest = rest.slice(scheme.length + 1);
    if (rest === '') return undefined;
    if (!rest.startsWith('/')) return URIC.test(rest) ? uri : undefined;
  }
  const question = rest.indexOf('?');
  if (question >= 0) {
    uri.query = rest.slice(question + 1);
    if (!URIC.test(uri.query)) return undefined;
    rest = rest.slice(0, question);
  }
  return rest.startsWith('//') ? withAuthority(uri, rest.slice(2)) : withPath(uri, rest);
}

function withPath(uri: Uri, path: string): Uri | undefined {
  return PATH.test(path) ? { ...uri, path } : undefined;
}

/** An authority that names no server (such as `my_host`) has no host. */
function withAuthority(uri: Uri, rest: string): Uri | undefined {
  const slash = rest.indexOf('/');
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const path = slash < 0 ? '' : rest.slice(slash);
  if (authority === '') return path === '' ? undefined : withPath(uri, path);
  const { host, port } = SERVER.exec(authority)?.groups ?? {};
  if (host === undefined) return AUTHORITY.test(authority) ? withPath(uri, path) : undefined;
  return withPath({ ...uri, host, ...(port ? { port: String(Number(port)) } : {}) }, path);
}

/** Escapes as the UTF-8 that they stand for. */
function unescaped(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/giu, (escapes) => utf8Text(escapes.replaceAll('%', ''), '\uFFFD'));
}

function formDecoded(text: string): string {
  const bad = /%(?![\da-f]{2}).{0,2}/iu.exec(text)?.[0];
  if (bad !== undefined) return failedText(`URLDecoder: Illegal hex characters in escape (%) pattern: ${bad}`);
  return unescaped(text.replaceAll('+', ' '));
}
