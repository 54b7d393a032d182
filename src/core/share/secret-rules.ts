import { keyBeginnings } from '../model-key.ts';

export const secretKinds = [
  'private_key',
  'presigned_url',
  'session_token',
  'access_key_id',
  'secret_key',
  'model_key',
  'service_token',
  'bearer_token',
  'password',
  'account_id',
] as const;
export type SecretKind = (typeof secretKinds)[number];

/** What stands in a text and must not be sent. Offsets in UTF-16 code units. */
export type SecretSpan = { kind: SecretKind; start: number; end: number };

type Rule = {
  kind: SecretKind;
  /** Its group `secret` is what must go; the whole of it where there is no such group. Quantifiers are bounded: code may be a megabyte. */
  pattern: RegExp;
  /** Of what the pattern found, and the text around it. */
  unless?: (secret: string, around: string) => boolean;
};

/** How far around a find the words stand that say what it is. UTF-16 code units. */
const AROUND = 120;

/** Of documentation, of a template that code fills in, or what stands where a secret was taken out. */
const isPlaceholder = (secret: string): boolean =>
  /EXAMPLE|REMOVED|\{[\w.!:]*\}|\$\{|^\$\w+$|^<.*>$|%[sd(]|^[xX.•*_-]+$|^(?:your|my|the)[-_ ]|^(?:pass(?:word)?|secret|changeme)$/iu.test(
    secret,
  );

const hasNoDigit = (secret: string): boolean => !/\d/u.test(secret);

// Letters, digits, `-` and `_`, which mean themselves in a pattern.
const modelKeys = keyBeginnings.map(([beginning]) => beginning).join('|');

/** The first that finds a place says what it is. */
const rules: readonly Rule[] = [
  {
    kind: 'private_key',
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[\s\S]{1,6000}?-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?/gu,
  },
  {
    kind: 'presigned_url',
    pattern: /(?:X-Amz-(?:Signature|Credential|Security-Token)|[?&]Signature)(?:=|%3D)(?<secret>[A-Za-z0-9%/+=_.~-]{16,4000})/giu,
    unless: isPlaceholder,
  },
  { kind: 'session_token', pattern: /(?<![\w/+])(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[\w/+=%-]{40,4000}/gu },
  {
    kind: 'session_token',
    pattern: /session_?token["']?\s{0,4}[:=,]\s{0,4}["'`]?(?<secret>[\w/+=]{80,4000})/giu,
    unless: isPlaceholder,
  },
  {
    kind: 'access_key_id',
    pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])/gu,
    unless: isPlaceholder,
  },
  {
    kind: 'secret_key',
    pattern: /(?<![\w/+=])[A-Za-z0-9/+]{40}(?![\w/+=])/gu,
    // A digest of a commit has 40 characters, too, and no capitals.
    unless: (secret, around) =>
      isPlaceholder(secret) ||
      !/(?=[\s\S]*[a-z])(?=[\s\S]*[A-Z])/u.test(secret) ||
      !/secret|AKIA|ASIA|aws_?(?:access_?)?key/iu.test(around),
  },
  {
    kind: 'model_key',
    pattern: new RegExp(`(?<![\\w-])(?:${modelKeys})[\\w/+=-]{20,4000}`, 'gu'),
    unless: (secret) => isPlaceholder(secret) || hasNoDigit(secret),
  },
  {
    kind: 'service_token',
    pattern:
      /(?<![\w-])(?:gh[pousr]_\w{30,255}|github_pat_\w{30,255}|glpat-[\w-]{20,255}|xox[abeprs]-[\w-]{10,255}|hf_\w{30,255}|npm_\w{30,255})/gu,
  },
  {
    kind: 'service_token',
    pattern: /hooks\.slack\.com\/(?:services|workflows)\/(?<secret>[\w/]{20,255})/gu,
    unless: isPlaceholder,
  },
  { kind: 'bearer_token', pattern: /(?<![\w-])eyJ[\w-]{10,4000}\.eyJ[\w-]{10,4000}\.[\w-]{0,4000}/gu },
  {
    kind: 'bearer_token',
    pattern: /\b(?:Bearer|Basic)\s{1,4}(?<secret>[A-Za-z0-9._~+/=-]{16,4000})/giu,
    unless: (secret) => isPlaceholder(secret) || hasNoDigit(secret),
  },
  {
    kind: 'password',
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@'"`]{0,200}:(?<secret>[^\s/@'"`]{1,200})@/giu,
    unless: isPlaceholder,
  },
  {
    kind: 'password',
    pattern: /(?:password|passwd|pwd)["']?\s{0,4}[:=]\s{0,4}(?:"(?<secret>[^"\s]{6,200})"|'(?<other>[^'\s]{6,200})')/giu,
    unless: isPlaceholder,
  },
  // The last group of a UUID has twelve digits; those behind a point are of a fraction.
  {
    kind: 'account_id',
    pattern: /(?<![A-Za-z0-9]|[0-9a-f]{4}-[0-9a-f]{4}-|\d[.,_])\d{12}(?![A-Za-z0-9]|[.,_]\d)/gu,
    unless: isNoAccount,
  },
  { kind: 'account_id', pattern: /(?<![\w-])\d{4}-\d{4}-\d{4}(?![\w-])/gu, unless: isNoAccount },
  // A number may be written so in code.
  { kind: 'account_id', pattern: /(?<!\w)(?:\d{4}_\d{4}_\d{4}|\d{3}_\d{3}_\d{3}_\d{3})(?!\w)/gu, unless: isNoAccount },
];

/** Accounts of AWS's documentation, of the sample data, and those that stand where one was taken out: eight like digits at the beginning. */
const FREE_ACCOUNTS =
  /^(?:(\d)\1{7}\d{4}|(\d{4})\2\2|111122223333|444455556666|777788889999|123456789012|210987654321|012345678901|098765432109|\d10020003\d{3}|\d00020003\d{3})$/u;

/** Minutes ("202611301405"), round numbers and powers of two have twelve digits, too. What is called an account is one all the same. */
function isNoAccount(found: string, around: string): boolean {
  const digits = found.replaceAll(/[-_]/gu, '');
  if (FREE_ACCOUNTS.test(digits)) return true;
  if (/account|acct|arn:|owner|payer|linked|\.dkr\.|s3:/iu.test(around)) return false;
  const number = BigInt(digits);
  const isMinute = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d$/u.test(digits);
  return isMinute || digits.endsWith('000000') || (number & (number - 1n)) === 0n;
}

/** In the order of the text, none over another. */
export function secretSpans(text: string): SecretSpan[] {
  const found: SecretSpan[] = [];
  const taken = new Uint8Array(text.length);
  for (const rule of rules) {
    for (const match of text.matchAll(rule.pattern)) {
      const span = spanOf(rule, match, text);
      if (span === undefined || taken.subarray(span.start, span.end).includes(1)) continue;
      taken.fill(1, span.start, span.end);
      found.push(span);
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

function spanOf({ kind, unless }: Rule, match: RegExpExecArray, text: string): SecretSpan | undefined {
  const [whole] = match;
  const secret = match.groups?.['secret'] ?? match.groups?.['other'] ?? whole;
  const start = match.index + whole.lastIndexOf(secret);
  const end = start + secret.length;
  const around = text.slice(Math.max(0, match.index - AROUND), end + AROUND);
  return unless?.(secret, around) === true ? undefined : { kind, start, end };
}
