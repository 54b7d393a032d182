import { ShareError } from '../../core/app-error.ts';
import { newerFormat } from '../../core/share/checked-workflow.ts';
import { SHARE_FORMAT } from '../../core/share/shared-workflow.ts';
import { fromBase64url, toBase64url } from './base64url.ts';

/**
 * The text in which packed bytes travel: `<format>[e].<length of the body>.<body>.<checksum>`. The body is base64url, the checksum the
 * first eight bytes of the SHA-256 of all that stands before it. `e`: the bytes are encrypted. Every character of it may stand in an
 * address as it is, and the last one is no punctuation, which programs take for the end of a sentence.
 */
export type Payload = { sealed: boolean; bytes: Uint8Array<ArrayBuffer> };

/** UTF-16 code units of what is looked at. Browsers take addresses of two million. */
export const MOST_PAYLOAD = 2_000_000;

const CHECK_LENGTH = 16;
const HEAD = /^(\d{1,6})([a-z]{0,4})\.(0|[1-9]\d{0,6})\./u;
const BEGINNING_OF_HEAD = /^\d{1,6}[a-z]{0,4}(?:\.\d{0,7})?$/u;

export async function writePayload({ sealed, bytes }: Payload): Promise<string> {
  const body = toBase64url(bytes);
  const text = `${SHARE_FORMAT}${sealed ? 'e' : ''}.${body.length}.${body}`;
  return `${text}.${await checksum(text)}`;
}

/**
 * `what` names it in errors: "link". What a mail program has done to it on the way is undone where the checksum then fits: line breaks,
 * quotes and brackets put in or around, percent signs, text behind it. Throws `ShareError`.
 */
export async function readPayload(what: string, text: string): Promise<Payload> {
  if (text.length > MOST_PAYLOAD)
    throw new ShareError(
      'too_large',
      `This ${what} has ${count(text.length)} characters, more than the ${count(MOST_PAYLOAD)} that are read. Ask for a file.`,
    );
  let problem: ShareError | undefined;
  for (const candidate of candidates(text)) {
    const read = await readExactly(what, candidate);
    if (!(read instanceof ShareError)) return read;
    // What is decoded to the end says best what it was meant to be.
    if (problem === undefined || read.problem !== 'not_a_share') problem = read;
  }
  throw problem ?? noPayload(what);
}

function noPayload(what: string): ShareError {
  return new ShareError(
    'not_a_share',
    `This ${what} holds no workflow: its beginning is missing, or it is something else. Copy the whole ${what} again.`,
  );
}

/** The text without what no payload holds, as it stands and with percent signs undone once, twice and three times. */
function candidates(text: string): string[] {
  const found = new Set<string>();
  let decoded = text;
  for (let times = 0; times <= 3; times += 1) {
    const inLink = decoded.lastIndexOf('#/open/');
    const from = inLink === -1 ? 0 : inLink + '#/open/'.length;
    found.add(decoded.slice(from).replaceAll(/[^A-Za-z0-9._-]+/gu, ''));
    decoded = decoded.replaceAll(/%([0-7][0-9A-Fa-f])/gu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  }
  return [...found];
}

async function readExactly(what: string, text: string): Promise<Payload | ShareError> {
  const [head, format = '', kind = '', length = ''] = HEAD.exec(text) ?? [];
  if (head === undefined) return BEGINNING_OF_HEAD.test(text) ? cut(what, text.length) : noPayload(what);
  if (Number(format) > SHARE_FORMAT) return newerFormat(`format ${Number(format)}`);
  const whole = head.length + Number(length) + 1 + CHECK_LENGTH;
  if (text.length < whole) return cut(what, text.length, whole);
  const body = text.slice(head.length, head.length + Number(length));
  const isWhole = text.slice(0, whole) === `${head}${body}.${await checksum(`${head}${body}`)}`;
  const bytes = isWhole ? fromBase64url(body) : undefined;
  if (bytes === undefined || format !== String(SHARE_FORMAT) || !['', 'e'].includes(kind)) return altered(what, body);
  return { sealed: kind === 'e', bytes };
}

function cut(what: string, here: number, whole?: number): ShareError {
  const how =
    whole === undefined ? `only ${count(here)} characters are here` : `${count(here)} of ${count(whole)} characters are here`;
  return new ShareError('damaged', `This ${what} was cut: ${how}. Ask for it again, or for a file.`);
}

function altered(what: string, body: string): ShareError {
  const how = body.length > 100 && !/[A-Z]/u.test(body) ? ': its capitals were lost' : '';
  return new ShareError('damaged', `This ${what} was altered on its way${how}. Ask for it again, or for a file.`);
}

async function checksum(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(digest.subarray(0, CHECK_LENGTH / 2), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const count = (number: number): string => number.toLocaleString('en-US');
