import { AwsFault } from '../http/aws-fault.ts';
import type { AwsRequest } from '../http/aws-request.ts';
import type { Wording } from './check-signature.ts';
import { readSignature, signedTexts } from './signature.ts';

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** To a signature that is not true. AWS says what it has read, the session's token among it. */
export function mismatch(wording: Wording, request: AwsRequest): AwsFault {
  const signature = readSignature(request.headers['authorization'] ?? '');
  if (signature === undefined) return invalid(wording, MISMATCH);
  const { canonical, text } = signedTexts(request, signature);
  if (wording !== 's3')
    return invalid(
      wording,
      `${MISMATCH}\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${text}'\n`,
    );
  return new AwsFault('SignatureDoesNotMatch', MISMATCH, 403, {
    AWSAccessKeyId: signature.access_key_id,
    StringToSign: text,
    SignatureProvided: signature.signature,
    StringToSignBytes: bytes(text),
    CanonicalRequest: canonical,
    CanonicalRequestBytes: bytes(canonical),
  });
}

export function invalid(wording: Wording, message: string): AwsFault {
  if (wording === 'json') return new AwsFault('InvalidSignatureException', message, 400);
  return new AwsFault('SignatureDoesNotMatch', message, 403);
}

/** To a key that nobody has given out, or one with another's token. */
export function unknownKey(wording: Wording, request: AwsRequest): AwsFault {
  const message = 'The security token included in the request is invalid.';
  switch (wording) {
    case 's3':
      return new AwsFault('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403, {
        AWSAccessKeyId: readSignature(request.headers['authorization'] ?? '')?.access_key_id,
      });
    case 'json':
      return new AwsFault('UnrecognizedClientException', message, 400);
    case 'query':
      return new AwsFault('InvalidClientTokenId', message, 403);
    case 'ec2':
      return new AwsFault('AuthFailure', 'AWS was not able to validate the provided access credentials', 401);
  }
}

/** To credentials whose time is over. */
export function expired(wording: Wording, request: AwsRequest): AwsFault {
  switch (wording) {
    case 's3':
      return new AwsFault('ExpiredToken', 'The provided token has expired.', 400, {
        'Token-0': request.headers['x-amz-security-token'],
      });
    case 'json':
      return new AwsFault('ExpiredTokenException', 'The security token included in the request is expired', 400);
    case 'query':
      return new AwsFault('ExpiredToken', 'The security token included in the request is expired', 403);
    case 'ec2':
      return new AwsFault('RequestExpired', 'Request has expired.', 400);
  }
}

/** "50 4f 53 54". */
function bytes(text: string): string {
  return Buffer.from(text)
    .toString('hex')
    .replaceAll(/..(?=.)/gu, '$& ');
}
