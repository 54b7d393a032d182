import type { AwsRequest } from '../http/aws-request.ts';
import { AwsFault } from '../http/aws-fault.ts';
import type { Clock } from '../world/clock.ts';
import type { CredentialStore, IssuedCredentials } from './issued-credentials.ts';
import { expectedSignature, payloadIsTrue, readSignature } from './signature.ts';

/** How the services speak of the same refusal. */
export type Wording = 'json' | 'query' | 'ec2' | 's3';

const SKEW_MS = 5 * 60_000;
const S3_SKEW_MS = 15 * 60_000;
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

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
    throw unknownKey(to.wording);
  if (signature.service !== to.service)
    throw invalid(to.wording, `Credential should be scoped to correct service: '${to.service}'. `);
  if (signature.region !== to.region)
    throw invalid(to.wording, `Credential should be scoped to a valid region, not '${signature.region}'. `);
  for (const name of ['host', 'x-amz-date', 'x-amz-security-token']) {
    if (!signature.signed_headers.includes(name))
      throw invalid(to.wording, `'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
  }
  if (!payloadIsTrue(request)) throw contentMismatch(to.wording);
  if (expectedSignature(request, signature, credentials.secret_key) !== signature.signature) throw invalid(to.wording, MISMATCH);
  if (credentials.expires_at <= now) throw expired(to.wording);
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

function unknownKey(wording: Wording): AwsFault {
  const message = 'The security token included in the request is invalid.';
  switch (wording) {
    case 's3':
      return new AwsFault('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403);
    case 'json':
      return new AwsFault('UnrecognizedClientException', message, 400);
    case 'query':
      return new AwsFault('InvalidClientTokenId', message, 403);
    case 'ec2':
      return new AwsFault('AuthFailure', 'AWS was not able to validate the provided access credentials', 401);
  }
}

function invalid(wording: Wording, message: string): AwsFault {
  if (wording === 'json') return new AwsFault('InvalidSignatureException', message, 400);
  return new AwsFault('SignatureDoesNotMatch', message, 403);
}

function contentMismatch(wording: Wording): AwsFault {
  if (wording !== 's3') return invalid(wording, MISMATCH);
  return new AwsFault(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  );
}

/** What is answered to credentials whose time is over. */
export function expired(wording: Wording): AwsFault {
  switch (wording) {
    case 's3':
      return new AwsFault('ExpiredToken', 'The provided token has expired.', 400);
    case 'json':
      return new AwsFault('ExpiredTokenException', 'The security token included in the request is expired', 400);
    case 'query':
      return new AwsFault('ExpiredToken', 'The security token included in the request is expired', 403);
    case 'ec2':
      return new AwsFault('RequestExpired', 'Request has expired.', 400);
  }
}
