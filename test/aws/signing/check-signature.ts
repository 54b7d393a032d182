import type { AwsRequest } from '../http/aws-request.ts';
import { AwsFault } from '../http/aws-fault.ts';
import type { Clock } from '../world/clock.ts';
import type { CredentialStore, IssuedCredentials } from './issued-credentials.ts';
import { expired, invalid, mismatch, unknownKey } from './refusals.ts';
import { expectedSignature, payloadIsTrue, readSignature } from './signature.ts';

/** How the services speak of the same refusal. */
export type Wording = 'json' | 'query' | 'ec2' | 's3';

const SKEW_MS = 5 * 60_000;
const S3_SKEW_MS = 15 * 60_000;

/**
 * Whose credentials the request is signed with, checked as AWS checks it: the key is one that was issued, its token is there and fits,
 * neither is expired, the clock is right, the scope is this service's and region's, the signature covers what must be covered and is true.
 * Throws `AwsFault`.
 */
export function checkSignature(
  request: AwsRequest,
  to: { service: string; region: string; wording: Wording },
  known: { credentials: CredentialStore; clock: Clock },
): IssuedCredentials {
  const { authorization } = request.headers;
  if (authorization === undefined) throw missing(to.wording);
  const signature = readSignature(authorization);
  if (signature === undefined) throw invalid(to.wording, 'Authorization header does not hold a signature of version 4.');
  const now = known.clock.now();
  checkDate(request, signature.day, now, to.wording);
  const credentials = known.credentials.find(signature.access_key_id);
  if (credentials === undefined || request.headers['x-amz-security-token'] !== credentials.session_token)
    throw unknownKey(to.wording, request);
  if (signature.service !== to.service)
    throw invalid(to.wording, `Credential should be scoped to correct service: '${to.service}'. `);
  if (signature.region !== to.region)
    throw invalid(to.wording, `Credential should be scoped to a valid region, not '${signature.region}'. `);
  for (const name of ['host', 'x-amz-date', 'x-amz-security-token']) {
    if (!signature.signed_headers.includes(name))
      throw invalid(to.wording, `'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
  }
  if (!payloadIsTrue(request)) throw contentMismatch(to.wording, request);
  if (expectedSignature(request, signature, credentials.secret_key) !== signature.signature) throw mismatch(to.wording, request);
  if (credentials.expires_at <= now) throw expired(to.wording, request);
  return credentials;
}

function checkDate({ headers }: AwsRequest, day: string, now: Date, wording: Wording): void {
  const text = headers['x-amz-date'] ?? '';
  const at = Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u, '$1-$2-$3T$4:$5:$6Z'));
  if (!Number.isFinite(at) || !text.startsWith(day))
    throw invalid(wording, "AWS authentication requires a valid Date or x-amz-date header that fits the credential's scope.");
  const off = at - now.getTime();
  if (Math.abs(off) <= (wording === 's3' ? S3_SKEW_MS : SKEW_MS)) return;
  if (wording === 's3')
    throw new AwsFault(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
      403,
      {
        RequestTime: text,
        ServerTime: now.toISOString(),
        MaxAllowedSkewMilliseconds: S3_SKEW_MS,
      },
    );
  const short = (time: number) => new Date(time).toISOString().replaceAll(/[-:]|\.\d+/gu, '');
  throw invalid(
    wording,
    off < 0
      ? `Signature expired: ${text} is now earlier than ${short(now.getTime() - SKEW_MS)} (${short(now.getTime())} - 5 min.)`
      : `Signature not yet current: ${text} is still later than ${short(now.getTime() + SKEW_MS)} (${short(now.getTime())} + 5 min.)`,
  );
}

function missing(wording: Wording): AwsFault {
  if (wording === 's3') return new AwsFault('AccessDenied', 'Access Denied', 403);
  if (wording === 'json') return new AwsFault('MissingAuthenticationTokenException', 'Missing Authentication Token', 400);
  return new AwsFault('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
}

function contentMismatch(wording: Wording, request: AwsRequest): AwsFault {
  if (wording !== 's3') return mismatch(wording, request);
  return new AwsFault(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  );
}
